package io.savehandler.springtests;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Users log in by a form and take notes; written for a container's own sessions. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Controller
public class NotesApplication {
    /** For Spring. */
    public NotesApplication() {}

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/**", "/open/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(withDefaults())
                .build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("ada")
                        .password("{noop}lovelace")
                        .authorities("ROLE_USER", "ROLE_ENGINEER")
                        .build(),
                User.withUsername("grace")
                        .password("{noop}hopper")
                        .authorities("ROLE_USER")
                        .build());
    }

    @GetMapping("/me")
    @ResponseBody
    String me(Principal principal) {
        return principal.getName();
    }

    /** The list is changed in place. */
    @GetMapping("/note")
    @ResponseBody
    String note(@RequestParam("text") String text, HttpSession session) {
        List<String> notes = notes(session);
        notes.add(text);
        return notes.toString();
    }

    @GetMapping("/open/attribute")
    @ResponseBody
    String attribute(@RequestParam("n") int n, HttpSession session) {
        session.setAttribute("n" + n, n);
        return "ok";
    }

    @GetMapping("/open/attributes")
    @ResponseBody
    String attributes(HttpSession session) {
        int count = 0;
        for (var names = session.getAttributeNames(); names.hasMoreElements(); ) {
            count += names.nextElement().matches("n[0-9]+") ? 1 : 0;
        }
        return Integer.toString(count);
    }

    /** Why the last log-in has failed, and what is left of what was typed. */
    @GetMapping("/open/failure")
    @ResponseBody
    String failure(HttpSession session) {
        AuthenticationException failure =
                (AuthenticationException) session.getAttribute("SPRING_SECURITY_LAST_EXCEPTION");
        return failure.getMessage() + " "
                + failure.getAuthenticationRequest().getName() + " "
                + failure.getAuthenticationRequest().getCredentials();
    }

    @GetMapping("/open/refused")
    @ResponseBody
    String refused(HttpSession session) {
        try {
            session.setAttribute("thread", Thread.currentThread());
            return "stored";
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }

    @GetMapping("/ask")
    String ask(RedirectAttributes redirect) {
        redirect.addFlashAttribute("answer", "forty-two");
        return "redirect:/answer";
    }

    @GetMapping("/answer")
    @ResponseBody
    String answer(Model model) {
        return String.valueOf(model.getAttribute("answer"));
    }

    @PostMapping("/expire")
    @ResponseBody
    String expire(@RequestParam("seconds") int seconds, HttpSession session) {
        session.setMaxInactiveInterval(seconds);
        return Integer.toString(session.getMaxInactiveInterval());
    }

    @SuppressWarnings("unchecked")
    private static List<String> notes(HttpSession session) {
        if (session.getAttribute("notes") == null) {
            session.setAttribute("notes", new ArrayList<String>());
        }
        return (List<String>) session.getAttribute("notes");
    }
}
