using Forewarn.Core;
using Forewarn.Simulation.Tasks.Variants;

namespace Forewarn.Simulation.Tests.Tasks.Variants;

public sealed class TransferVariantsTests
{
    public static TheoryData<string> Families => [.. TransferVariants.Families];

    [Theory]
    [MemberData(nameof(Families))]
    public void Random_bodies_load_and_move(string family)
    {
        Requires.Mujoco();
        for (ulong seed = 0; seed < 3; seed++)
        {
            var variant = TransferVariants.Draw(family, new SeedStream(seed));
            using var environment = EnvironmentCatalog.Create(family, variant);
            environment.Reset(new SeedStream(seed));
            var seen = MujocoEnvironmentTests.Run(environment, new SeedStream(seed), 20);
            Assert.All(seen, v => Assert.True(double.IsFinite(v)));
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_same_seed_draws_the_same_body_and_another_seed_another(string family)
    {
        var texts = Enumerable.Range(0, 10).Select(i => TransferVariants.Draw(family, new SeedStream((ulong)i)).Text).ToArray();
        Assert.Equal(texts[3], TransferVariants.Draw(family, new SeedStream(3)).Text);
        Assert.Equal(10, texts.Distinct().Count());
    }

    [Fact]
    public void Draws_lie_in_the_published_ranges()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            foreach (var edit in TransferVariants.Draw("hopper", new SeedStream(seed)).Edits)
            {
                if (edit.Target == "foot")
                {
                    Assert.InRange(edit.Values[0], 0.05, 0.07);
                    Assert.InRange(edit.Values[1], 0.1755, 0.2145);
                }
                if (edit.Property != SceneProperty.JointRange) continue;
                Assert.InRange(double.RadiansToDegrees(edit.Values[0]), -160, -140);
                Assert.Equal(0, edit.Values[1]);
            }
        }
    }

    [Fact]
    public void A_family_without_ranges_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<ForewarnException>(() => TransferVariants.Draw("hoper", new SeedStream(1)));
        Assert.Contains("'hopper'", error.Message);
    }
}
