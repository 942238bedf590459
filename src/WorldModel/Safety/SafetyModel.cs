using System.Text.Json;
using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.WorldModel;

/// <summary>
/// Margin head and safety critic on the latents of one world model, from an exported package of kind <c>safety</c>. Calls may come
/// from several threads; they take turns.
/// </summary>
public sealed class SafetyModel : IDisposable
{
    private readonly GraphBinding _binding;
    private readonly Lock _turn = new();
    private int _rows;

    /// <param name="package">The caller keeps and disposes it.</param>
    /// <param name="world">The world model whose latents will be judged.</param>
    /// <exception cref="ForewarnException">
    /// The package is of another kind, lacks its graph or a setting, or was trained on the latents of another world model or with steps of
    /// another length.
    /// </exception>
    public SafetyModel(ModelPackage package, ModelManifest world)
    {
        string name = $"safety package '{package.Manifest.Name}'";
        if (package.Manifest.Kind != ModelKind.Safety)
            throw ForewarnException.Of($"{name}: kind", $"'{package.Manifest.Kind}'", $"'{ModelKind.Safety}'", "Name a package of that kind.",
                ExitCode.Usage);
        // The same failure set, seen through other latents or under other dynamics, has another inevitable set: there is no override.
        if (package.Text("worldModelSha256") is var trained && !trained.Equals(world.Sha256, StringComparison.OrdinalIgnoreCase))
            throw ForewarnException.Of($"{name}: world model", trained, $"{world.Sha256}, which is '{world.Name}' as loaded",
                "Train the safety heads on this world model, or load the one they were trained on, or set models.safety to nothing.", ExitCode.Usage);
        RequirePeriod(name, package.Manifest, world);
        LatentSize = package.Integer("latentSize");
        (ValueEpsilon, MarginEpsilon) = ((float)package.Number("valueEpsilon"), (float)package.Number("marginEpsilon"));
        (SupportLimit, Alpha) = ((float)package.Number("supportLimit"), package.Number("alpha"));
        CalibrationHash = package.Text("calibrationHash");
        var graph = package.Graph("safety");
        if (graph.Inputs.FirstOrDefault(i => i.Name == "latents") is not { Shape: [{ Name: not null }, { Name: null } size] } || size.Size != LatentSize
            || world.Settings.TryGetValue("latentSize", out var wanted) && wanted.GetInt32() != LatentSize)
            throw ForewarnException.Of($"{name}: latents",
                $"{string.Join(", ", graph.Inputs.Select(i => $"{i.Name} [{string.Join(", ", i.Shape)}]"))} and a latent size of {LatentSize}",
                "one input 'latents' [N, Z] with the world model's Z", "Export the package again.", ExitCode.Usage);
        if (new[] { "margin", "value", "support" }.FirstOrDefault(o => graph.Outputs.All(g => g.Name != o)) is { } missing)
            throw ForewarnException.Of($"{name}: outputs", string.Join(", ", graph.Outputs.Select(o => o.Name)), $"'{missing}' [N] too",
                "Export the package again.", ExitCode.Usage);
        _binding = graph.Bind(("N", 1));
        _rows = 1;
    }

    /// <summary><c>Z</c>.</summary>
    public int LatentSize { get; }

    /// <summary>States with a value at or below this are doomed; calibrated on held-out states.</summary>
    public float ValueEpsilon { get; }

    /// <summary>States with a margin at or below this are failures; calibrated on held-out states.</summary>
    public float MarginEpsilon { get; }

    /// <summary>Largest distance from the training states at which the heads are believed.</summary>
    public float SupportLimit { get; }

    /// <summary>Share of truly doomed states that the calibration allows to be accepted, per state drawn as the calibration's were.</summary>
    public double Alpha { get; }

    /// <summary>SHA-256 (hex) of the states that the thresholds were calibrated on.</summary>
    public string CalibrationHash { get; }

    /// <summary>Runs the graph once with the sizes to come.</summary>
    public void WarmUp(int modes, int steps)
    {
        lock (_turn)
        {
            Grow(modes * steps);
            _binding.WarmUp();
        }
    }

    /// <summary>
    /// Judges the first states of every plan. Allocates nothing once it has been asked for as many states; fewer ride in the same batch.
    /// </summary>
    /// <param name="steps"><c>m</c>, states per plan.</param>
    /// <param name="readings">Receives <c>[K, m]</c>, plan by plan.</param>
    /// <exception cref="ForewarnException">The rollout has another latent size or fewer steps, or the graph failed.</exception>
    public void Read(LatentRollout rollout, int steps, Span<SafetyReading> readings)
    {
        Shape.Require("imagined states", rollout.Size, ("Z", LatentSize));
        Shape.Require("safety readings", readings.Length, ("K", rollout.Count), ("m", steps));
        if (steps > rollout.Steps)
            throw ForewarnException.Of("imagined steps", $"{rollout.Steps}", $"at least the {steps} that are executed before the next decision",
                "Imagine as far as is executed.");
        lock (_turn)
        {
            Grow(readings.Length);
            var latents = _binding.Input<float>("latents");
            int width = steps * LatentSize;
            for (int k = 0; k < rollout.Count; k++) rollout.Mode(k)[..width].CopyTo(latents[(k * width)..]);
            _binding.Run();
            var margins = _binding.Output<float>("margin");
            var values = _binding.Output<float>("value");
            var supports = _binding.Output<float>("support");
            for (int i = 0; i < readings.Length; i++) readings[i] = new(margins[i], values[i], supports[i]);
        }
    }

    public void Dispose() => _binding.Dispose();

    /// <summary>Neither hash knows how long a step lasts: the same plan played faster is another motion.</summary>
    private static void RequirePeriod(string name, ModelManifest safety, ModelManifest world)
    {
        double? trained = safety.Settings.TryGetValue("dynamics", out var dynamics) && dynamics.ValueKind == JsonValueKind.Object
            && dynamics.TryGetProperty("periodSeconds", out var period) && period.TryGetDouble(out double seconds) ? seconds : null;
        double? steps = world.Action is { } action && world.Settings.TryGetValue("rowsPerStep", out var rows) ? rows.GetInt32() / action.RateHz : null;
        if (trained is null || steps is null || Math.Abs(trained.Value - steps.Value) > 1e-9)
            throw ForewarnException.Of($"{name}: dynamics.periodSeconds", trained is null ? "none" : $"{trained}",
                steps is null ? $"a world model '{world.Name}' that says how long its steps last" : $"{steps} s, a step of '{world.Name}'",
                "Train the safety heads at the rate at which plans are played.", ExitCode.Usage);
    }

    private void Grow(int rows)
    {
        if (rows <= _rows) return;
        _binding.Resize("N", _rows = rows);
    }
}
