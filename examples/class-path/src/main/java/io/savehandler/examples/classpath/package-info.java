/**
 * The smallest application on the class path. After {@code ./mvnw package -DskipTests} run it in
 * {@code examples/class-path/target} with {@code java -cp 'savehandler-example-class-path.jar:lib/*'
 * io.savehandler.examples.classpath.ClassPathVisits}.
 */
@NullMarked
package io.savehandler.examples.classpath;

import org.jspecify.annotations.NullMarked;
