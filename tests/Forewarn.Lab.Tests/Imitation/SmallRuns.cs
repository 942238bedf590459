namespace Forewarn.Lab.Tests.Imitation;

/// <summary>A run folder of its own for a class of tests, and a policy and its data that they share.</summary>
public sealed class SmallRuns : IAsyncLifetime
{
    /// <summary>Settings at which a hundred steps take no time.</summary>
    public static readonly string[] Small =
    [
        "sac.batch=16", "sac.start_steps=40", "loop.iteration_steps=50", "loop.evaluate_every=100", "loop.evaluation_episodes=1",
        "loop.checkpoint_every=50", "critic.batch=16", "critic.hidden=[8]", "loop.roll_outs=1",
    ];

    private readonly string _top = Directory.CreateTempSubdirectory("forewarn-imitation-").FullName;
    private readonly string? _runs = Environment.GetEnvironmentVariable("FOREWARN_RUNS");

    /// <summary>What training a policy by the task's reward said.</summary>
    internal LabRun Expert { get; private set; } = null!;

    /// <summary>Data set of that policy.</summary>
    public string Data => New("expert.safetensors");

    public string Offline => New("offline.safetensors");

    public string New(string name) => Path.Combine(_top, name);

    /// <summary>Run folders so far.</summary>
    public int Count => Directory.Exists(New("runs")) ? Directory.GetDirectories(New("runs"), "*-s*", SearchOption.AllDirectories).Length : 0;

    internal static Task<LabRun> Train(string method, params IEnumerable<string> more) =>
        LabRun.Of(["train", method, "--env", "hopper-v4", "--hidden", "8", "--steps", "200", .. more, .. Small]);

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("FOREWARN_RUNS", New("runs"));
        Expert = (await Train("sac")).Done();
        string[] collect = ["--env", "hopper-v4", "--policy", Expert.Folder, "--keep-short"];
        (await LabRun.Of(["collect", "demos", Data, .. collect, "-n", "60"])).Done();
        (await LabRun.Of(["collect", "demos", Offline, .. collect, "-n", "90", "--tremble", "0.25"])).Done();
    }

    public ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("FOREWARN_RUNS", _runs);
        Directory.Delete(_top, recursive: true);
        return ValueTask.CompletedTask;
    }
}
