package io.savehandler.servlet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bean, which changes in place. */
@SuppressWarnings("unused") // its properties are found by reflection
public class Profile {
    private @Nullable String name;
    private int age;
    private boolean active;
    private List<String> roles = new ArrayList<>();

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public int getAge() {
        return age;
    }

    public void setAge(int age) {
        this.age = age;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }

    public List<String> getRoles() {
        return roles;
    }

    public void setRoles(List<String> roles) {
        this.roles = roles;
    }

    public String getGreeting() {
        return "Hello " + name;
    }
}
