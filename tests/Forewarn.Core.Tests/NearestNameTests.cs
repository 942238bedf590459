using CsCheck;
using Forewarn.Core;

namespace Forewarn.Core.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Verbs = ["doctor", "data", "eval", "steer", "quickstart", "train"];

    [Theory]
    [InlineData("trian", "train")]
    [InlineData("docter", "doctor")]
    [InlineData("EVAL", "eval")]
    [InlineData("quikstart", "quickstart")]
    [InlineData("zebra-crossing", null)]
    public void A_slip_of_the_finger_finds_its_verb(string typed, string? meant) => Assert.Equal(meant, NearestName.Of(typed, Verbs));

    [Fact]
    public void A_known_name_is_its_own_nearest() => Assert.All(Verbs, verb => Assert.Equal(verb, NearestName.Of(verb, Verbs)));

    [Fact]
    public void One_lost_letter_is_always_forgiven() => Gen.Select(Gen.Int[0, Verbs.Length - 1], Gen.Int[0, 20]).Sample((which, at) =>
    {
        string verb = Verbs[which];
        Assert.Equal(verb, NearestName.Of(verb.Remove(at % verb.Length, 1), Verbs));
    });
}
