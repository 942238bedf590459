using Forewarn.Core;
using Forewarn.RosBridge.Tests.Robot;

namespace Forewarn.RosBridge.Tests.Steering;

/// <summary><c>launch/forewarn/config/cup.yaml</c> and the node it is for.</summary>
public sealed class ShippedParametersTests
{
    private static readonly string File = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(CupArm.File)!, "..", "forewarn", "config", "cup.yaml"));

    private static NodeParameters Declared(params string[] files)
    {
        RosNode node = new Bench().Node("forewarn", [.. files.SelectMany(file => new[] { "--params-file", file })]);
        _ = new SteeringParameters(node.Parameters, new SteeringNodeOptions(), new SteeringTopicNames(), CupArm.File);
        return node.Parameters;
    }

    private static NodeParameters DeclaredWith(string from, string to)
    {
        string changed = Path.GetTempFileName();
        try
        {
            string text = System.IO.File.ReadAllText(File);
            Assert.Contains(from, text, StringComparison.Ordinal);
            System.IO.File.WriteAllText(changed, text.Replace(from, to, StringComparison.Ordinal));
            return Declared(changed);
        }
        finally
        {
            System.IO.File.Delete(changed);
        }
    }

    [Fact]
    public void Every_key_is_declared_and_within_its_range() => Assert.Empty(Declared(File).Undeclared);

    [Fact]
    public void Every_parameter_that_is_not_the_robots_own_is_there()
    {
        var named = ParameterFile.Read(File).Select(one => one.Name);
        Assert.Equal(["robot_description", "robot_description_file", "use_sim_time"], Declared().Names.Except(named).Order(StringComparer.Ordinal));
        Assert.All(ParameterFile.Read(File), one => Assert.Equal(ParameterOverride.EveryNode, one.Nodes));
    }

    [Fact]
    public void Values_are_the_defaults()
    {
        NodeParameters with = Declared(File), without = Declared();
        Assert.All(without.Names, name => Assert.Equal((name, without[name].ToString()), (name, with[name].ToString())));
    }

    [Fact]
    public void Ranges_in_comments_are_those_of_the_declarations()
    {
        NodeParameters parameters = Declared();
        string[] lines = System.IO.File.ReadAllLines(File);
        foreach (string name in parameters.Names)
        {
            if (!parameters.TryGet(name, out var spec, out _)) continue;
            string? range = spec switch
            {
                { DoubleRange: { } doubles } => FormattableString.Invariant($"[{doubles.From}, {doubles.To}]"),
                { LongRange.To: long.MaxValue } => "[0, 2^63 - 1]",
                { LongRange: { } longs } => $"[{longs.From}, {longs.To}]",
                _ => null,
            };
            if (range is null) continue;
            string key = name[(name.LastIndexOf('.') + 1)..] + ":";
            Assert.Contains(lines, line => line.TrimStart().StartsWith(key, StringComparison.Ordinal) && line.Contains(range, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_misspelled_key_is_noticed() => Assert.Equal(["control.rate_hertz"], DeclaredWith("rate_hz", "rate_hertz").Undeclared);

    [Fact]
    public void A_value_out_of_its_range_is_refused() => Assert.Contains(
        "'control.rate_hz'", Assert.Throws<ForewarnException>(() => DeclaredWith("rate_hz: 50.0", "rate_hz: 5000.0")).Message, StringComparison.Ordinal);
}
