using System.Reflection;
using System.Runtime.ExceptionServices;
using Forewarn.Core;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>What rcldotnet's generator calls things (rosidl_generator_dotnet).</summary>
internal static class WorkspaceNames
{
    /// <summary>The class of a type: <c>std_msgs/msg/String</c> is <c>std_msgs.msg.String</c>.</summary>
    public static string Class(string type) => type.Replace('/', '.');

    /// <summary>The assembly that holds the classes of a type's package.</summary>
    public static string Assembly(string type) => type[..type.IndexOf('/')] + "_assemblies";

    /// <summary>
    /// The property of a field: each part between underscores with one capital letter and the others small. A name that is
    /// the class's own gets an underscore.
    /// </summary>
    public static string Property(string type, string field)
    {
        string name = string.Concat(field.Split('_').Select(part =>
            part.Length == 0 ? "_" : char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant()));
        return name == type ? name + "_" : name;
    }

    /// <summary>An error about a type that the workspace has in another form.</summary>
    public static ForewarnException Misfit(string type, string found) => ForewarnException.Of(
        $"message type {type}", found, "the class of the same definition as here",
        "Build the package in the workspace from the definitions of ROS 2 Jazzy (forewarn_msgs: from launch/forewarn_msgs).",
        ExitCode.Environment);

    /// <summary>Makes an object of a type that is known at run time only; its own error comes through.</summary>
    public static object Make(Type type, params object[] arguments)
    {
        try
        {
            return Activator.CreateInstance(type, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, null, arguments, null)!;
        }
        catch (TargetInvocationException fault)
        {
            ExceptionDispatchInfo.Throw(fault.InnerException!);
            throw;
        }
    }
}
