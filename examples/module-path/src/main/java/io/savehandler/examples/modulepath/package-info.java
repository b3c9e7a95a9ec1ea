/**
 * The smallest application on the module path. After {@code ./mvnw package -DskipTests} run it in
 * {@code examples/module-path/target} with {@code java -p savehandler-example-module-path.jar:lib --add-modules
 * com.sun.jna -m io.savehandler.examples.modulepath/io.savehandler.examples.modulepath.ModulePathVisits}. From JDK 22 on
 * {@code --enable-native-access=io.savehandler.core} takes the place of {@code --add-modules com.sun.jna}.
 */
@NullMarked
package io.savehandler.examples.modulepath;

import org.jspecify.annotations.NullMarked;
