namespace Forewarn.Lab.Tests;

/// <summary>
/// Every cup model from nothing at the smallest size: data alone first, then cut off in the middle of the eye's training,
/// then the rest in one go.
/// </summary>
public sealed class DebugPipeline : IAsyncLifetime
{
    private static readonly string[] Command = ["train", "all", "--config", "cup", "debug", "--workers", "2"];

    internal static readonly string[] Stores = ["play", "demos", "rollouts"];

    private readonly string _top = Directory.CreateTempSubdirectory("forewarn-lab-").FullName;
    private readonly string? _runs = Environment.GetEnvironmentVariable("FOREWARN_RUNS");

    /// <summary>Folder of the pipeline.</summary>
    public string Root => Path.Combine(_top, "cup");

    /// <summary>What the slice that ended early said.</summary>
    internal LabRun Sliced { get; private set; } = null!;

    /// <summary>What the run that finished everything said.</summary>
    internal LabRun Finished { get; private set; } = null!;

    public string Data(string kind) => Path.Combine(Root, "data", kind);

    public string Package(string name) => Path.Combine(Root, "models", name);

    /// <summary>Run folders of trainings so far.</summary>
    public int RunFolders => Directory.Exists(Runs) ? Directory.GetDirectories(Runs, "*-cup-*", SearchOption.AllDirectories).Length : 0;

    /// <summary>A place for one test's files.</summary>
    public string New(string name) => Path.Combine(_top, name);

    /// <summary><c>--data</c> for every data set of the world model, in order.</summary>
    internal IEnumerable<string> AllData => Stores.SelectMany(kind => new[] { "--data", Data(kind) });

    /// <summary>Settings that steer with these packages instead of the shipped ones.</summary>
    internal IEnumerable<string> Models =>
        new[] { "policy", "world", "verifier", "outcome", "success" }.Select(part => $"models.{part}={Package("cup-" + part)}");

    private string Runs => New("runs");

    internal Task<LabRun> Again(params IEnumerable<string> more) => LabRun.Of([.. Command, "--folder", Root, .. more]);

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("FOREWARN_RUNS", Runs);
        foreach (string stage in new[] { "scenes", "demos" }) (await Again("--only", stage)).Done();
        // Six seconds on a clock that steps: room for some updates, not for all.
        Sliced = (await LabRun.Of(new SteppingClock(), [.. Command, "--folder", Root, "--minutes", "0.1"])).Done();
        Finished = (await Again()).Done();
    }

    public ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("FOREWARN_RUNS", _runs);
        Directory.Delete(_top, recursive: true);
        return ValueTask.CompletedTask;
    }
}
