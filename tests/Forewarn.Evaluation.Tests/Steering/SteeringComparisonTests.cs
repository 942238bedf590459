using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;

namespace Forewarn.Evaluation.Tests.Steering;

public sealed class SteeringComparisonTests
{
    private static readonly SeedStream s_seed = new(1);

    private static string Played(SyntheticNarrator? narrator = null)
    {
        string folder = SyntheticStudy.NewFolder();
        SyntheticStudy.Play(folder, narrator: narrator);
        return folder;
    }

    private static SteeringComparison Compare(string first, string second, string selector = "forewarn") =>
        SteeringComparison.Of(first, second, SyntheticStudy.Wishes, selector, s_seed);

    [Fact]
    public void A_run_against_itself_differs_in_nothing()
    {
        string folder = Played();
        var comparison = Compare(folder, folder);
        Assert.Equal(30, comparison.Scenes);
        Assert.Equal(SteeringComparison.AllWishes, comparison.Groups[^1].Group);
        Assert.All(comparison.Groups, g => Assert.Equal((0.0, 0.0, 0.0, 1.0), (g.Difference.Value, g.Difference.Low, g.Difference.High, g.PValue)));
    }

    /// <summary>Success by scenes is what the study itself counts, and the difference that of the two.</summary>
    [Fact]
    public void A_worse_narrator_shows_as_the_difference_of_what_both_studies_count()
    {
        var confused = new SyntheticNarrator(confusesSides: true);
        string right = SyntheticStudy.NewFolder(), wrong = SyntheticStudy.NewFolder();
        var counted = SteeringAnalysis.Of(SyntheticStudy.Play(right), SyntheticStudy.Wishes, new SyntheticNarrator(), SyntheticStudy.Run, 1);
        var worse = SteeringAnalysis.Of(SyntheticStudy.Play(wrong, narrator: confused), SyntheticStudy.Wishes, confused, SyntheticStudy.Run, 1);
        var comparison = Compare(right, wrong);
        foreach (var group in counted.Groups)
        {
            var found = comparison.Groups.Single(g => g.Group == group.Group);
            double first = Success(group), second = Success(worse.Groups.Single(g => g.Group == group.Group));
            Assert.Equal(first, found.First.Value, 1e-12);
            Assert.Equal(second, found.Second.Value, 1e-12);
            Assert.Equal(first - second, found.Difference.Value, 1e-12);
        }
        Assert.True(comparison.Groups[^1].Difference.Low > 0);
        Assert.InRange(comparison.Groups[^1].PValue, 0, 0.001);

        static double Success(GroupResult group) => group.Selectors.Single(s => s.Selector == "forewarn").Success.Value;
    }

    [Fact]
    public void What_cannot_be_compared_is_said()
    {
        string folder = Played();
        Refused(() => _ = Compare(folder, SyntheticStudy.NewFolder()), "no file", "a run folder that a study has written");
        Refused(() => _ = Compare(folder, folder, "dice"), "'dice'", "'forewarn'");
        Refused(() => _ = SteeringComparison.Of(folder, folder, SyntheticStudy.Wishes[1..], "forewarn", s_seed), "other wishes", "--wishes");
        string headless = SyntheticStudy.NewFolder();
        Directory.CreateDirectory(headless);
        File.WriteAllText(Path.Combine(headless, SteeringStudy.TableFile), "");
        Refused(() => _ = Compare(folder, headless), "no head line");
    }

    private static void Refused(Action act, params string[] says)
    {
        string message = Assert.Throws<ForewarnException>(act).Message;
        Assert.All(says, text => Assert.Contains(text, message, StringComparison.Ordinal));
    }
}
