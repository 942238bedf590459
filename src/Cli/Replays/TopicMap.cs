using Forewarn.Core;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Forewarn.Cli.Replays;

/// <summary>Where a recording that another program made has what decisions need.</summary>
internal sealed record TopicMap
{
    /// <summary>Topic of <c>sensor_msgs/JointState</c>.</summary>
    public string JointStates { get; init; } = "/joint_states";

    /// <summary>Topic of <c>sensor_msgs/Image</c> per camera of the models.</summary>
    public Dictionary<string, string> Cameras { get; init; } = [];

    /// <summary>Names of the robot's joints where they differ from those of the description, by the recorded name.</summary>
    public Dictionary<string, string> Joints { get; init; } = [];

    /// <summary>Topic of <c>std_msgs/String</c> with what is asked for; empty when nobody said it there.</summary>
    public string Wish { get; init; } = "";

    /// <summary>Seconds between two decisions while something is asked for; 0 decides once per wish.</summary>
    public double Every { get; init; } = 2;

    /// <exception cref="ForewarnException">The file cannot be read, or a key is unknown.</exception>
    public static TopicMap Load(string path)
    {
        try
        {
            var map = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build()
                .Deserialize<TopicMap?>(File.ReadAllText(path)) ?? new();
            if (map.Every >= 0) return map;
            throw ForewarnException.Of($"topic map {path}: every", $"{map.Every}", "seconds, 0 or more", "Correct it.", ExitCode.Usage);
        }
        catch (YamlException fault)
        {
            throw ForewarnException.Of($"topic map {path}:{fault.Start.Line}", fault.InnerException?.Message ?? fault.Message,
                "joint_states, cameras, joints, wish, every", "Correct the file.", ExitCode.Usage, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of("--map", $"'{path}' ({fault.Message.TrimEnd('.')})", "a readable YAML file", "Name another one.", ExitCode.Usage, fault);
        }
    }
}
