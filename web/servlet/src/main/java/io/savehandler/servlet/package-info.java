/**
 * Sessions for Jakarta Servlet containers, behind the usual {@code HttpSession}. Start with
 * {@link io.savehandler.servlet.HttpSessionFilter}. What is the same on every web stack is in {@code io.savehandler.web}.
 */
@NullMarked
package io.savehandler.servlet;

import org.jspecify.annotations.NullMarked;
