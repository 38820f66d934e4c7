package org.distrisocks.account;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The table {@code users}. Ids are bare strings here alone, since JPA converts no {@code @Id}. */
interface UserRepository extends Repository<User, String> {

    Optional<User> findById(String userId);

    /** Who has registered here under that name, whatever its case. */
    @Query(nativeQuery = true, value = """
                    select * from users
                    where registered and lower(user_id collate "C") = lower(:name collate "C")""")
    Optional<User> findRegistered(String name);

    /**
     * Adds a user unless the id is taken, which that of a registered user is in any case of its letters. Two pods may ask
     * for the same id at once: the index picks one, and the other reads 0 here where a SELECT before the INSERT would have
     * let both through.
     *
     * @param registered whether the name was chosen here; else an issuer has issued it
     * @return 1 if the user was added, 0 if the id was taken
     */
    @Modifying
    @Transactional
    @Query(nativeQuery = true, value = """
                    insert into users (user_id, password_hash, display_name, registered)
                    values (:userId, :passwordHash, :displayName, :registered)
                    on conflict do nothing""")
    int insertIfAbsent(String userId, String passwordHash, String displayName, boolean registered);

    @Modifying
    @Transactional
    @Query(nativeQuery = true, value = "update users set password_hash = :passwordHash where user_id = :userId")
    int updatePasswordHash(String userId, String passwordHash);

    /** Which of the ids exist. An array, not an IN list: one prepared statement whatever the size of the batch. */
    @Query(nativeQuery = true, value = "select user_id from users where user_id = any(:userIds)")
    List<String> findExisting(String[] userIds);

    /**
     * The users whose id or display name starts so, whatever the case, in order of their ids as {@code "C"} has it. Each
     * half reads at most {@code limit} rows of its index, so one letter costs no more than a whole name.
     *
     * @param prefix what to start with, no character of which is special; empty: everybody starts with it
     */
    @Query(nativeQuery = true, value = """
                    select user_id, password_hash, display_name from (
                        (select * from users where starts_with(lower(user_id) collate "C", lower(:prefix))
                         order by lower(user_id) collate "C" limit :limit)
                        union
                        (select * from users where starts_with(lower(display_name) collate "C", lower(:prefix))
                         order by lower(display_name) collate "C" limit :limit)
                    ) found
                    order by lower(user_id) collate "C", user_id limit :limit""")
    List<User> search(String prefix, int limit);
}
