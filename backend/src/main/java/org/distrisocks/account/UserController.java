package org.distrisocks.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.distrisocks.identity.UserId;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Finds the people one may write to. */
@RestController
class UserController {

    private final UserRepository users;

    UserController(UserRepository users) {
        this.users = users;
    }

    /** What one user may know of another. */
    record Person(String userId, String displayName) {}

    /**
     * At most {@code limit} of the users whose id or display name starts with {@code q}, whatever the case, in order of
     * their ids; of all users if {@code q} is absent or empty; an empty array if nobody's does.
     *
     * @param q as long as the largest id, whose characters may take two of Java's each
     */
    @GetMapping(path = "/api/users", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Person> find(
            @RequestParam(defaultValue = "")
                    @Size(max = 2 * UserId.MOST, message = "must have at most " + 2 * UserId.MOST + " characters") @Pattern(regexp = "^[^\\x00-\\x1F\\x7F-\\x9F]*$", message = "must have no control characters") String q,
            @RequestParam(defaultValue = "20")
                    @Min(value = 1, message = "must be at least 1") @Max(value = 50, message = "must be at most 50") int limit) {
        return users.search(q, limit).stream()
                .map(user -> new Person(user.id().value(), user.displayName()))
                .toList();
    }

    /** One user, by the id or, of who has registered here, by the name in any case; 404 if there is no such. */
    @GetMapping(path = "/api/users/{user}", produces = MediaType.APPLICATION_JSON_VALUE)
    Person one(@PathVariable UserId user) {
        return users.findById(user.value())
                .or(() -> users.findRegistered(user.value()))
                .map(found -> new Person(found.id().value(), found.displayName()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such user"));
    }
}
