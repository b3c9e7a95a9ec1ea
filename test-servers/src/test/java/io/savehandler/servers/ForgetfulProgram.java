package io.savehandler.servers;

/** Starts servers, says which, and ends without closing them. */
final class ForgetfulProgram {
    private ForgetfulProgram() {}

    public static void main(String[] arguments) {
        System.out.println(RealRedis.start().pid());
        System.out.println(RealMariaDb.start().pid());
    }
}
