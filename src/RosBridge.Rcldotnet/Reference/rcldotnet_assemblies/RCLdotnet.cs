namespace ROS2;

public static class RCLdotnet
{
    public static void Init() => throw CompileOnly.Body;

    public static bool Ok() => throw CompileOnly.Body;

    public static void Shutdown() => throw CompileOnly.Body;

    public static Node CreateNode(string nodeName) => throw CompileOnly.Body;

    public static Node CreateNode(string nodeName, string nodeNamespace) => throw CompileOnly.Body;

    public static void Spin(Node node) => throw CompileOnly.Body;

    /// <param name="timeout">ms; below 0 for as long as it takes.</param>
    public static void SpinOnce(Node node, long timeout) => throw CompileOnly.Body;

    public static string GetRMWIdentifier() => throw CompileOnly.Body;
}
