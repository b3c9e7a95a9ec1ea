@NullMarked
package io.savehandler.tomcat;

import org.jspecify.annotations.NullMarked;
