using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class LatentNarrationsTests
{
    [Fact]
    public void Standardization_is_measured_on_the_training_episodes_and_no_others()
    {
        const int episodes = 40, steps = 2, size = 3;
        var labels = Enumerable.Repeat(new CupLabel(CupOutcome.Miss, CupSide.None, Pace.Slow, CupTilt.Upright).Words, episodes).ToArray();
        var values = new float[episodes * steps * size];
        var blank = new LatentNarrations(CupLanguage.Language, values, values, labels, steps, size);
        foreach (int episode in blank.HeldOut) values.AsSpan(episode * steps * size, steps * size).Fill(1000);
        foreach (int episode in blank.Train) values.AsSpan(episode * steps * size, steps * size).Fill(episode % 2 == 0 ? 1 : 3);
        double mean = blank.Train.Average(e => e % 2 == 0 ? 1.0 : 3.0);

        var stats = new LatentNarrations(CupLanguage.Language, values, values, labels, steps, size).Stats;

        Assert.All(stats.Mean, m => Assert.Equal(mean, m, 4));
        Assert.All(stats.Std, s => Assert.InRange(s, 0.9, 1.0));
    }
}
