using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.Steering;

namespace Forewarn.Cli.Composition;

/// <summary>One worker's bench of a steering study of the configured task: its own simulator, sessions and selectors.</summary>
internal static class TaskBench
{
    public static SteeringBench Create(Home home, ResolvedConfig config, TimeProvider time)
    {
        var options = config.Get<SteeringOptions>();
        var models = new SteeringModels(home, config.Get<ModelNames>(), new RuntimeOptions());
        var baselines = new BaselineModels(home, config.Get<BaselineNames>(), models, options, new RuntimeOptions());
        var chooser = SteeringAssembly.Chooser(models, options, time);
        List<ISelector> selectors =
        [
            new BaseSampleSelector(),
            new RandomModeSelector(),
            new HeaviestModeSelector(),
            new OracleSelector(),
            new ForewarnSelector(chooser),
            new ForewarnSelector(chooser, NarrationSource.Shuffled),
        ];
        if (config.Get<EvaluationOptions>().FirstSamples > 1)
        {
            selectors.Add(new OracleSelector(CandidateSet.FirstSamples));
            selectors.Add(new ForewarnSelector(chooser, set: CandidateSet.FirstSamples));
        }

        if (config.Get<EvaluationOptions>().TrueFuture) selectors.Add(new ForewarnSelector(chooser, NarrationSource.TrueFuture));
        if (models.Success is { } success) selectors.Add(new SuccessClassifierSelector(success));
        if (models.Outcome is { } outcome) selectors.Add(new OutcomeClassifierSelector(outcome));
        selectors.AddRange(baselines.Selectors(chooser));
        return new SteeringBench(
            config.Episodes(), models.Proposer, SteeringAssembly.Clustering(options), models.WorldModel,
            SteeringAssembly.Guards(config.Get<GuardOptions>(), options, models), models.Narrator, selectors)
        {
            Controls = config.Get<EvaluationOptions>().Controls
                ? new ChoiceControls(models.Narrator, models.Reader, options, time)
                : null,
            Owned = [baselines, models],
        };
    }
}
