using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.Preferences.LogRatios;

public sealed class StoredLogProbTests
{
    private static readonly PolicyFingerprint Of = new(new string('a', 64), PolicyFingerprint.Float32, LogProbReduction.Sum, 0.7);

    private static readonly StoredLogProb Stored = new([-1.5, -2], Of);

    public static TheoryData<string, string> Changes => new()
    {
        { "weights", "weights aaaaaaaaaaaa" }, { "precision", "precision float32" }, { "reduction", "reduction Sum" },
        { "temperature", "temperature 0.7" },
    };

    [Fact]
    public void The_same_policy_gets_its_values()
    {
        Assert.Equal([-1.5, -2], Stored.Require(Of with { }));
        Assert.Same(Stored, Stored.OrRecompute(Of with { }, () => throw new InvalidOperationException("computed")));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Another_policy_is_refused_and_the_message_says_what_differs(string what, string found)
    {
        var error = Assert.Throws<ForewarnException>(() => Stored.Require(Changed(what)));
        Assert.Contains($"found {found}, wanted {what}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Recompute", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Another_policy_may_have_them_recomputed(string what, string found)
    {
        Assert.NotNull(found);
        var now = Changed(what);
        var fresh = Stored.OrRecompute(now, () => [-3, -4]);
        Assert.Equal([-3, -4], fresh.Require(now));
        Assert.Throws<ForewarnException>(() => fresh.Require(Of));
        Assert.Throws<ForewarnException>(() => Stored.OrRecompute(now, () => [-3]));
    }

    [Fact]
    public void Every_weight_and_every_shape_shows_in_the_fingerprint()
    {
        using var store = new ParameterStore(new SeedStream(1)).AddLinear("a", 3, 2).AddLinear("b", 2, 2);
        using var same = new ParameterStore(new SeedStream(1)).AddLinear("a", 3, 2).AddLinear("b", 2, 2);
        using var flipped = new ParameterStore(new SeedStream(1)).Add("a.weight", store.Export("a.weight"), true, 3, 2);
        using var plain = new ParameterStore(new SeedStream(1)).Add("a.weight", store.Export("a.weight"), true, 2, 3);
        var before = PolicyFingerprint.Of(store, LogProbReduction.Sum, 0.7);
        Assert.Null(before.Difference(PolicyFingerprint.Of(same, LogProbReduction.Sum, 0.7)));
        Assert.NotNull(PolicyFingerprint.Of(flipped, LogProbReduction.Sum).Difference(PolicyFingerprint.Of(plain, LogProbReduction.Sum)));
        var bias = same.Export("b.bias");
        bias[1] = MathF.BitIncrement(bias[1]);
        same.Import("b.bias", bias);
        Assert.StartsWith("weights", before.Difference(PolicyFingerprint.Of(same, LogProbReduction.Sum, 0.7)), StringComparison.Ordinal);
    }

    private static PolicyFingerprint Changed(string what) => what switch
    {
        "weights" => Of with { Weights = new string('b', 64) },
        "precision" => Of with { Precision = "bfloat16" },
        "reduction" => Of with { Reduction = LogProbReduction.Mean },
        _ => Of with { Temperature = 1 },
    };
}
