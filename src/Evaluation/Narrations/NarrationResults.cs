using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Narrations;

/// <summary>What a narration study found.</summary>
/// <param name="Predicted">Narrations of imagined latents.</param>
/// <param name="TrueFuture">Narrations of the true future: the ceiling of this narrator.</param>
/// <param name="Shuffled">Narrations of another episode's latents: must fall to the prior.</param>
/// <param name="ActionsOnly">A forest on plan and first proprioception, without any picture.</param>
/// <param name="ControlEpisodes">
/// Episodes that the forest was trained on; 0 = cross-validated on the held-out ones.
/// </param>
/// <param name="GainOverActions">Predicted minus actions only, by mode, paired.</param>
/// <param name="GainTest">McNemar test of that gain.</param>
/// <param name="FailureRecall">Mean recall over the outcomes that are failures, from predicted latents.</param>
/// <param name="Ceiling">Narrated outcomes against what physics allows; null when that was not measured.</param>
public sealed record NarrationResults(
    RunRecord Run, int Episodes, NarrationFigures Predicted, NarrationFigures TrueFuture, NarrationFigures Shuffled,
    NarrationFigures ActionsOnly, int ControlEpisodes, MetricInterval GainOverActions, McNemarTest GainTest,
    double FailureRecall, CeilingShare? Ceiling = null);
