using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Phases;

/// <summary>Plays one scene: by the base policies, and steered once for each group of wishes.</summary>
internal sealed class PhasePlayer(PhaseBench bench, WishCase[][] wishes, IReadOnlyList<string> groups, CancellationToken cancel) : IDisposable
{
    public PhaseRow Play(ulong root, int episode)
    {
        var seeds = new SeedStreams(root);
        var first = Walk(seeds, episode, (_, _, plans) => plans.Chunk(0));
        return new(root, episode, first, [.. groups.Select(group => Trial(seeds, episode, group))]);
    }

    public void Dispose() => bench.Dispose();

    private PhaseTrial Trial(SeedStreams seeds, int episode, string group)
    {
        var draw = seeds.Stream("wishes", episode).Child(group);
        int[] wished = [.. wishes.Select(list =>
        {
            int[] among = [.. Enumerable.Range(0, list.Length).Where(i => list[i].Group == group)];
            return among[draw.Next(among.Length)];
        })];
        return new(group, wished, Walk(seeds, episode, (p, history, plans) => Choose(bench.Phases[p], history, plans, wishes[p][wished[p]].Text)));
    }

    /// <summary>One episode from its beginning; the draws of a phase do not depend on who chooses.</summary>
    private PhaseStep[] Walk(SeedStreams seeds, int episode, Func<int, ObservationHistory, ActionProposals, ActionChunk?> choose)
    {
        var steps = new List<PhaseStep>();
        for (int p = 0; p < bench.Phases.Count; p++)
        {
            cancel.ThrowIfCancellationRequested();
            var (phase, task) = (bench.Phases[p], bench.Phases[p].Task);
            if (p == 0) task.Reset(seeds.Stream("scene", episode));
            else task.Environment.GoOnFrom(bench.Phases[p - 1].Task.Environment);
            var history = task.Observe();
            var plans = Wait(phase.Proposer.ProposeAsync(history, phase.Proposals, seeds.Stream("proposals", episode).Child("phase", p), cancel));
            var chosen = choose(p, history, plans);
            if (chosen is null)
            {
                steps.Add(new(null, false));
                break;
            }

            var label = task.Execute(chosen, recordFrames: false).Label;
            steps.Add(new(label, task.Environment.Succeeded));
            if (!task.Environment.Succeeded) break;
        }

        return [.. steps];
    }

    private ActionChunk? Choose(PhaseParts phase, ObservationHistory history, ActionProposals plans, string wish)
    {
        var modes = phase.Clustering.Select(plans);
        var start = Wait(phase.WorldModel.ObserveAsync(history, cancel)).Last;
        var imagined = Wait(phase.WorldModel.ImagineAsync(start, modes, null, cancel));
        var narrations = Wait(phase.Narrator.NarrateAsync(imagined, cancel));
        var guard = phase.Guard.Check(history, modes, imagined);
        try
        {
            var choice = SelectorChoice.Of(Wait(phase.Chooser.ChooseAsync(wish, narrations, guard, cancel)), CandidateSet.Modes);
            return choice.Index < 0 ? null : modes.Chunk(choice.Index);
        }
        catch (ForewarnException)
        {
            // A wish that cannot be read moves nothing.
            return null;
        }
    }
}
