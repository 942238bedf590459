using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Preferences.Studies.Language;
using Forewarn.Learning.Preferences.Worlds;

namespace Forewarn.Learning.Tests.Preferences.Studies;

public sealed class LanguageStudyTests
{
    private static readonly LanguageBudget Small = new()
    {
        Rounds = 12, Samples = 128, Rates = [3e-3, 1e-2], ChoiceSeeds = [1001], Looks = [6, 12],
    };

    [Fact]
    public void Every_method_improves_on_the_reference_and_the_figures_are_whole()
    {
        int told = 0, wanted = 0;
        var result = new LanguageStudy(Small).Run([1, 2], (done, of) => (told, wanted) = (done, of));
        Assert.Equal((20, 20), (told, wanted));
        double reference = 0.725 / SyntheticLanguage.Default.SoftValue;
        foreach (string method in new[] { "rebel", "ppo", "rloo", "remax", "online_dpo" })
        {
            Assert.All(result[$"{method}/share_of_optimum@12"].PerSeed, share => Assert.InRange(share, reference, 1));
            Assert.All(result[$"{method}/kl"].PerSeed, kl => Assert.True(kl > 0));
        }
        var difference = result["rebel_less_ppo"];
        for (int i = 0; i < 2; i++)
            Assert.Equal(result["rebel/share_of_optimum@12"].PerSeed[i] - result["ppo/share_of_optimum@12"].PerSeed[i], difference.PerSeed[i], 1e-12);
        Assert.Equal(1, result.Figures.Count(f => f.Bar?.AtLeast == 0.97));
    }

    [Fact]
    public void A_seed_repeats_and_another_one_differs()
    {
        var study = new LanguageStudy(Small with { Rounds = 6, Looks = [6], Rates = [1e-2] });
        var (first, again) = (study.Run([1, 2], (_, _) => { }), study.Run([1, 2], (_, _) => { }));
        var shares = first["rebel/share_of_optimum@6"].PerSeed;
        Assert.Equal(shares, again["rebel/share_of_optimum@6"].PerSeed);
        Assert.NotEqual(shares[0], shares[1]);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Rebel_reaches_the_known_optimum()
    {
        var budget = new LanguageBudget { Looks = [200] };
        var looks = LanguageTuning.Run(SyntheticLanguage.Default, LanguageMethod.All[0], 1e-2, 7, budget, CancellationToken.None);
        Assert.InRange(looks[^1].Value / SyntheticLanguage.Default.SoftValue, 0.97, 1);
    }

    [Fact]
    public void It_is_listed() => Assert.Contains(PreferenceStudies.All, s => s is { Name: "language", DefaultSeeds: >= 5 });
}
