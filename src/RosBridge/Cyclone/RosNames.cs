using System.Text.RegularExpressions;
using Forewarn.Core;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>ROS names and what DDS calls the same things.</summary>
internal static partial class RosNames
{
    public const string Graph = "ros_discovery_info";

    public static string Topic(string topic) => "rt" + Resolved(topic);

    public static string Request(string service) => $"rq{Resolved(service)}Request";

    public static string Reply(string service) => $"rr{Resolved(service)}Reply";

    public static string Node(string name) => Token().IsMatch(name)
        ? name
        : throw ForewarnException.Of("node name", $"'{name}'", "letters, digits and _, no digit first",
            "Rename the node.", ExitCode.Usage);

    public static string Namespace(string space) => space == "/" || Path().IsMatch(space)
        ? space
        : throw ForewarnException.Of("namespace", $"'{space}'", "/ or /name/name", "Rename it.", ExitCode.Usage);

    private static string Resolved(string name) => Path().IsMatch(name)
        ? name
        : throw ForewarnException.Of("topic or service name", $"'{name}'", "a resolved name such as /arm/joint_states",
            "Use letters, digits and _, no digit after a slash, no slash at the end.", ExitCode.Usage);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Token();

    [GeneratedRegex(@"\A(/[A-Za-z_][A-Za-z0-9_]*)+\z")]
    private static partial Regex Path();
}
