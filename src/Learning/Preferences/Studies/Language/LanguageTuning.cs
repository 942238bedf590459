using Forewarn.Core;
using Forewarn.Learning.Preferences.Worlds;
using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences.Studies.Language;

/// <summary>One method, one learning rate, one seed.</summary>
internal static class LanguageTuning
{
    /// <returns>Exact value and divergence at every look of the budget.</returns>
    public static (double Value, double Kl)[] Run(
        SyntheticLanguage language, LanguageMethod method, double rate, ulong seed, LanguageBudget budget, CancellationToken cancel)
    {
        set_num_threads(1);
        var seeds = new SeedStreams(seed);
        using var speaker = new LanguageSpeaker(language, seeds.Stream("weights"));
        var reward = new LanguageReward(language, method.Compares ? seeds.Stream("comparisons") : null);
        var options = new OnlineOptions
        {
            Prompts = budget.Samples / method.PerPrompt, PerPrompt = method.PerPrompt, InnerEpochs = method.Epochs,
            KlCoefficient = method.Compares ? 0 : language.Beta,
        };
        using var task = new OnlineTask(speaker.Policy, reward, method.Objective(language), options, 1, () => new Dictionary<string, double>());
        var training = Schedule(method, rate, budget);
        var schedule = new LearningRateSchedule(training);
        using var optimizer = new AdamW(speaker.Parameters, training);
        var looks = new List<(double, double)>();
        for (long step = 0; step < training.Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            task.Step(step, seeds.Stream("step", step));
            optimizer.Clip(training.ClipNorm);
            optimizer.Update(schedule.At(step));
            if ((step + 1) % method.Epochs != 0 || !budget.Looks.Contains((int)((step + 1) / method.Epochs))) continue;
            var (_, kl, value) = speaker.Judge();
            looks.Add((value, kl));
        }
        return [.. looks];
    }

    // The same in rounds for all: five of warm-up, then half of the run, then a cosine down to a tenth.
    private static TrainingOptions Schedule(LanguageMethod method, double rate, LanguageBudget budget) => new()
    {
        Steps = (long)budget.Rounds * method.Epochs, LearningRate = rate, WarmupSteps = 5 * method.Epochs, HoldFraction = 0.5,
        FinalFraction = 0.1, ClipNorm = 1,
    };
}
