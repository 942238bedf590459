using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>
/// Plays one episode of the cup task and records its latent states: as seen along the plan, as foreseen from several starts, and as seen
/// along the fallbacks from some of its frames.
/// </summary>
internal sealed class CupStatePlay(CupStateOptions options, IWorldModel model) : IDisposable
{
    /// <summary>Frames between two starts of imagination; 0 is the first.</summary>
    private const int StartEvery = 4;

    /// <summary>Tilt from which the mug no longer just stands, rad.</summary>
    private const double Moving = 0.03;

    private static readonly int StepValues = ArmTask.TicksPerFrame * ArmTask.PlanSpec.Width;
    private static readonly CupScript[] Grasps = [CupScript.Handle, CupScript.RimLeft, CupScript.RimRight, CupScript.Body, CupScript.Slip];

    private readonly CupEnvironment _environment = new(options.Task);

    public void Dispose() => _environment.Dispose();

    /// <param name="judge">Whether every frame is judged.</param>
    public LatentStateList Run(int episode, SeedStream seed, bool judge)
    {
        _environment.Reset(seed.Child("scene"));
        float[] plan = Draw(seed.Child("plan"));
        List<Observation> seen = [_environment.Observe()];
        List<byte[]> saved = [_environment.SaveState()];
        List<double> tilts = [_environment.MugTilt];
        PlanExecutor.Rows(_environment, plan, t =>
        {
            if (t % ArmTask.TicksPerFrame != 0) return true;
            seen.Add(_environment.Observe());
            saved.Add(_environment.SaveState());
            tilts.Add(_environment.MugTilt);
            return true;
        });
        var posterior = Seen(seen, plan);
        var states = new LatentStateList(posterior.Size, CupFallbacks.All.Count);
        var rows = Enumerable.Range(0, seen.Count).Select(_ => new List<int>()).ToArray();
        var truths = tilts.Select((tilt, f) => tilt > CupTask.TippedAngle ? LatentTruth.Failing : judge ? Judged(saved[f]) : LatentTruth.Unknown).ToArray();
        Dictionary<int, Branch> branches = Chosen(tilts, seed.Child("branches")).ToDictionary(f => f, f => Watched(f, saved[f], seen, plan));
        foreach (var (frame, branch) in branches)
            if (truths[frame] != LatentTruth.Failing) truths[frame] = branch.Doomed ? LatentTruth.Doomed : LatentTruth.Safe;
        for (int f = 0; f < seen.Count; f++)
            rows[f].Add(states.Add(posterior.Values.AsSpan(f * posterior.Size, posterior.Size), CupTiltMargin.Of(tilts[f]), truths[f], episode, 0));
        Foresee(posterior, plan, (frame, horizon, latent) =>
            rows[frame].Add(states.Add(latent, CupTiltMargin.Of(tilts[frame]), truths[frame], episode, horizon)));
        foreach (var (frame, branch) in branches) branch.Record(states, rows[frame], episode);
        return states;
    }

    private float[] Draw(SeedStream seed)
    {
        double kind = seed.NextDouble();
        var demonstrator = new CupDemonstrator(options.Task);
        var scripts = Enum.GetValues<CupScript>();
        float[] Grasp() => demonstrator.Plan(Grasps[seed.Next(Grasps.Length)], _environment, seed.Child("script"));
        if ((kind -= options.Strokes) < 0) return CupHazards.Stroke(Grasp(), 24 + seed.Next(ArmTask.PlanSteps - 23), seed);
        if ((kind -= options.Offsets) < 0) return CupMishaps.Offset(Grasp(), seed);
        if ((kind -= options.Pulls) < 0) return CupMishaps.Pull(Grasp(), seed);
        if (kind < options.Jerks) return CupMishaps.Jerk(Grasp(), seed);
        return demonstrator.Plan(scripts[seed.Next(scripts.Length)], _environment, seed.Child("script"));
    }

    private LatentTruth Judged(byte[] state)
    {
        _environment.LoadState(state);
        return CupFallbacks.IsLost(_environment) ? LatentTruth.Doomed : LatentTruth.Safe;
    }

    /// <summary>Frames while the mug tilts but is not over, the one just before, and one anywhere.</summary>
    private List<int> Chosen(List<double> tilts, SeedStream seed)
    {
        int[] tilting = [.. Enumerable.Range(0, tilts.Count).Where(f => tilts[f] > Moving && tilts[f] <= CupTask.TippedAngle)];
        seed.Shuffle(tilting.AsSpan());
        var chosen = new List<int>();
        int first = tilts.FindIndex(t => t > Moving);
        if (first > 0) chosen.Add(first - 1);
        chosen.AddRange(tilting.Take(options.Branches - chosen.Count - 1));
        int anywhere = seed.Next(tilts.Count);
        if (!chosen.Contains(anywhere)) chosen.Add(anywhere);
        return chosen;
    }

    private Branch Watched(int frame, byte[] state, List<Observation> seen, float[] plan)
    {
        var branch = new Branch(CupFallbacks.All.Count);
        foreach (var fallback in CupFallbacks.All)
        {
            _environment.LoadState(state);
            float[] rows = CupFallbacks.Plan(fallback, _environment);
            List<Observation> watched = [.. seen.Take(frame + 1)];
            List<double> margins = [];
            double tail = CupTiltMargin.Of(_environment.MugTilt);
            bool tips = false;
            PlanExecutor.Rows(_environment, rows, t =>
            {
                double margin = CupTiltMargin.Of(_environment.MugTilt);
                tips |= margin < 0;
                bool unseen = t > options.SeenSteps * ArmTask.TicksPerFrame;
                tail = unseen ? Math.Min(tail, margin) : margin;
                if (unseen || t % ArmTask.TicksPerFrame != 0) return true;
                watched.Add(_environment.Observe());
                margins.Add(margin);
                return true;
            });
            var latents = Seen(watched, [.. plan.AsSpan(0, frame * StepValues), .. rows]);
            branch.Add((int)fallback, latents.Values[((frame + 1) * latents.Size)..], margins, tail, tips);
        }
        return branch;
    }

    private LatentTrajectory Seen(List<Observation> seen, float[] actions) =>
        Await(model.ObserveAsync(new(seen, actions[..((seen.Count - 1) * StepValues)]), default));

    private void Foresee(LatentTrajectory posterior, float[] plan, Action<int, int, float[]> take)
    {
        int size = posterior.Size;
        for (int start = 0; start < ArmTask.Frames - 1; start += StartEvery)
        {
            var rest = new ActionProposals(plan[(start * StepValues)..], 1, ArmTask.PlanSpec);
            var from = new LatentState(posterior.Values[(start * size)..((start + 1) * size)]);
            var rollout = Await(model.ImagineAsync(from, rest, null, default));
            for (int h = 1; h <= rollout.Steps; h++) take(start + h, h, rollout.Values[((h - 1) * size)..(h * size)]);
        }
    }

    private static T Await<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    /// <summary>What the fallbacks from one frame showed.</summary>
    private sealed class Branch(int fallbacks)
    {
        private readonly (float[] Latents, List<double> Margins, double Tail)[] _watched = new (float[], List<double>, double)[fallbacks];
        private int _tips;

        public bool Doomed => _tips == fallbacks;

        public void Add(int fallback, float[] latents, List<double> margins, double tail, bool tips)
        {
            _watched[fallback] = (latents, margins, tail);
            if (tips) _tips++;
        }

        /// <summary>Adds the states along every fallback, and links the frame's own states to them.</summary>
        public void Record(LatentStateList states, List<int> from, long episode)
        {
            for (int k = 0; k < fallbacks; k++)
            {
                var (latents, margins, tail) = _watched[k];
                List<int> before = from;
                for (int i = 0; i < margins.Count; i++)
                {
                    int next = states.Add(latents.AsSpan(i * states.Size, states.Size), margins[i], LatentTruth.Unknown, episode, -1);
                    foreach (int state in before) states.Link(state, k, next);
                    before = [next];
                }
                states.End(before[0], k, tail);
            }
        }
    }
}
