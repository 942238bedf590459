using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Robots;
using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.RosBridge.Cyclone;

namespace Forewarn.Cli.Studies.OverRos;

/// <summary>Starts the simulated robot and the node as processes that meet only over DDS, and measures both.</summary>
internal sealed class OverRosStudy : IDisposable
{
    private const double PlanSeconds = 4, Settling = 0.5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), MemoryPeriod = TimeSpan.FromSeconds(5);

    private readonly Session _session;
    private readonly ResolvedConfig _config;
    private readonly ulong _seed;
    private readonly ChildProcess _robot, _node;
    private readonly NodeProbe _probe;
    private readonly List<double> _resident = [];
    private readonly long _start;
    private long _sampled;

    /// <param name="repeats">Whether the node decides without a pause, each decision overlapping the plan that runs.</param>
    /// <param name="recording">Where the node records; null for not at all.</param>
    public OverRosStudy(Session session, ResolvedConfig config, ulong seed, bool repeats, string? recording, CancellationToken cancel)
    {
        (_session, _config, _seed) = (session, config, seed);
        uint domain = 100 + (uint)(Environment.ProcessId % 100);
        string text = seed.ToString(CultureInfo.InvariantCulture);
        _robot = new ChildProcess(domain, "sim", "--ros", "--seed", text, "--scene", "0");
        string[] pace = repeats ? ["-p", "decide.repeat:=true", "-p", "decide.overlap_rows:=40"] : [];
        string[] record = recording is null ? ["--no-record"] : ["--record", recording];
        _node = new ChildProcess(domain, ["node", "--autostart", .. record, "--ros-args", "-p", "use_sim_time:=true",
            "-p", "topics.joint_states_deadline_ms:=50.0", "-p", $"seed:={text}", .. pace]);
        _probe = new NodeProbe(new RosProcess(session, "probe", new CycloneOptions { DomainId = domain, LoopbackOnly = true }));
        Require("the robot and the node did not come up", () => _probe.Outcome.Scene >= 0 && _probe.HearsNode
            && _probe.Diagnostic("control tick", "ticks").Length > 0, cancel);
        _start = session.Time.GetTimestamp();
    }

    /// <summary>Plays every wish in the same scenes, over ROS and in one process.</summary>
    public IReadOnlyList<OverRosRow> Play(IReadOnlyList<WishCase> wishes, int scenes, Action<int, int> report, CancellationToken cancel)
    {
        var rows = new List<OverRosRow>();
        using var models = new SteeringModels(_session.Home, _config.Get<ModelNames>(), new RuntimeOptions());
        using var twin = new TaskEpisode(_config, models, null, new SeedStreams(_seed), _session.Time);
        for (int i = 0; i < scenes * wishes.Count; i++)
        {
            WishCase wish = wishes[i % wishes.Count];
            if (i > 0 && !_probe.Reset()) throw Dead("the robot did not answer a reset");
            long scene = i;
            Require("the robot did not begin a scene", () => _probe.Outcome.Scene == scene, cancel);
            double begun = _probe.Seconds;
            Require("time stood still", () => _probe.Seconds > begun + Settling, cancel);
            long before = (long?)_probe.Decision?.Index ?? -1;
            _probe.Ask(wish.Text);
            bool decided = _probe.Wait(() => _probe.Decision is { } d && (long)d.Index > before && d.Chosen >= 0, TimeSpan.FromSeconds(10), cancel);
            double dispatched = _probe.Seconds;
            Require("time stood still", () => _probe.Seconds > dispatched + PlanSeconds + Settling, cancel);
            var (_, mode, outcome) = _probe.Outcome;
            _ = twin.RunAsync(wish.Text, null, cancel, scene).GetAwaiter().GetResult();
            PlanLabel there = new(mode, outcome.ToLowerInvariant()), here = twin.Label;
            rows.Add(new(scene, wish.Text, wish.Fulfilled(there), wish.Fulfilled(here), there.Mode, here.Mode,
                decided ? ((Rung)_probe.Decision!.Rung).ToString() : "none", decided ? _probe.Decision!.TotalMs : 0));
            report(rows.Count, scenes * wishes.Count);
            Sample();
        }
        return rows;
    }

    /// <summary>Lets decisions run without a pause and plays a new scene now and then.</summary>
    public void Endure(TimeSpan time, IReadOnlyList<WishCase> wishes, Action<int, int> report, CancellationToken cancel)
    {
        for (int i = 0; _session.Time.GetElapsedTime(_start) < time; i++)
        {
            _probe.Ask(wishes[i % wishes.Count].Text);
            double begun = _probe.Seconds;
            while (_probe.Seconds < begun + 10 && _session.Time.GetElapsedTime(_start) < time)
            {
                double from = _probe.Seconds;
                Require("time stood still", () => _probe.Seconds > from + 1, cancel);
                report((int)_session.Time.GetElapsedTime(_start).TotalSeconds, (int)time.TotalSeconds);
                Sample();
            }
            if (!_probe.Reset()) throw Dead("the robot did not answer a reset");
        }
    }

    public OverRosResults Results(RunRecord run, IReadOnlyList<OverRosRow> rows)
    {
        double from = _probe.Seconds;
        _probe.Wait(() => _probe.Seconds > from + 1.5, Patience, CancellationToken.None);
        bool[] there = [.. rows.Select(r => r.Fulfilled)], here = [.. rows.Select(r => r.FulfilledInProcess)];
        bool isStudy = rows.Count > 0;
        return new(run, isStudy ? WilsonInterval.Of(there) : null, isStudy ? WilsonInterval.Of(here) : null,
            isStudy ? Bootstrap.PairedDifference(there, here, new SeedStreams(_seed).Stream("difference")) : null,
            isStudy ? McNemarTest.Of(there, here) : null,
            _session.Time.GetElapsedTime(_start).TotalMinutes, (long)Number("steering", "decisions"),
            [Number("latency", "total p50 ms"), Number("latency", "total p99 ms")],
            (long)Number("control tick", "ticks"), (long)Number("control tick", "missed"),
            [Number("control tick", "jitter p50 ms"), Number("control tick", "jitter p99 ms")], Number("control tick", "worst ms"),
            Enum.GetNames<Rung>().ToDictionary(r => r, r => _probe.Diagnostic("steering", $"decisions {r}")),
            [.. _resident], _probe.Diagnostic("control tick", "real-time policy"), rows);
    }

    public void Dispose()
    {
        _probe.Dispose();
        _node.Dispose();
        _robot.Dispose();
    }

    private double Number(string part, string key) =>
        double.TryParse(_probe.Diagnostic(part, key), CultureInfo.InvariantCulture, out double value) ? value : double.NaN;

    private void Sample()
    {
        long now = _session.Time.GetTimestamp();
        if (_resident.Count > 0 && _session.Time.GetElapsedTime(_sampled, now) < MemoryPeriod) return;
        _sampled = now;
        _resident.Add(_node.ResidentMb());
    }

    private void Require(string fault, Func<bool> condition, CancellationToken cancel)
    {
        if (!_probe.Wait(() => condition() || !_node.IsRunning || !_robot.IsRunning, Patience, cancel) || !condition()) throw Dead(fault);
    }

    private ForewarnException Dead(string what) => new(
        $"{what}. Last lines of the node: {_node.Tail} Last lines of the robot: {_robot.Tail}");
}
