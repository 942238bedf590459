using Forewarn.Core;
using Forewarn.Learning.Preferences.Worlds;

namespace Forewarn.Learning.Tests.Preferences.Worlds;

public sealed class SyntheticLanguageTests
{
    private static readonly SyntheticLanguage Language = SyntheticLanguage.Default;

    [Fact]
    public void The_best_policy_has_the_known_value_reward_and_divergence()
    {
        var (reward, kl, value) = Language.Judge(Language.BestLogProb());
        Assert.Equal(1.867434, Language.SoftValue, 1e-6);
        Assert.Equal(Language.SoftValue, value, 1e-9);
        Assert.Equal(2.835542, reward, 1e-6);
        Assert.Equal(1.936216, kl, 1e-6);
    }

    [Fact]
    public void Its_first_word_is_distributed_as_known()
    {
        double[] want = [.229490, .236058, .316251, .218201];
        var got = Language.Best(0, -1);
        for (int w = 0; w < want.Length; w++) Assert.Equal(want[w], got[w], 1e-6);
    }

    [Fact]
    public void Best_sentence_and_reference_have_the_known_rewards()
    {
        Assert.Equal(3.9, Language.BestReward, 1e-9);
        var uniform = Enumerable.Repeat(-5 * Math.Log(4), 1024).ToArray();
        var (reward, kl, _) = Language.Judge(uniform);
        Assert.Equal(0.725, reward, 1e-9);
        Assert.Equal(0, kl, 1e-9);
    }

    [Fact]
    public void The_backward_pass_agrees_with_the_sum_over_all_sentences()
    {
        double total = Math.Log(Language.Sentences.Average(s => Math.Exp(Language.Reward(s) / Language.Beta)));
        Assert.Equal(total * Language.Beta, Language.SoftValue, 1e-12);
        double[] logProb = Language.BestLogProb();
        for (int i = 0; i < logProb.Length; i += 37)
            Assert.Equal(Language.Reward(Language.Sentences[i]) / Language.Beta - total - 5 * Math.Log(4), logProb[i], 1e-9);
    }

    [Fact]
    public void Tables_that_are_not_square_are_refused() =>
        Assert.Throws<ForewarnException>(() => new SyntheticLanguage(new double[2, 3], 4, 1));
}
