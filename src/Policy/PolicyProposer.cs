using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Policy;

/// <summary>
/// Draws plans from an exported policy: the latest observation (pictures if the policy reads any, and the state) and one row of
/// noise per plan go into one graph run. The same observation and seed give the same plans.
/// </summary>
public sealed class PolicyProposer : IActionProposer, IDisposable
{
    private const string Role = "propose";
    private readonly ModelPackage _package;
    private readonly GraphSession _session;
    private readonly GraphBinding _binding;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Picture[] _cameras;
    private readonly int _stateSize;
    private readonly int _noiseWidth;

    private readonly record struct Picture(string Camera, int Height, int Width);

    /// <param name="package">A package of kind <c>policy</c>; the caller keeps and disposes it.</param>
    /// <exception cref="ForewarnException">The package lacks its action, a camera or a setting.</exception>
    public PolicyProposer(ModelPackage package)
    {
        _package = package;
        _session = package.Graph(Role);
        Spec = package.Manifest.Action ?? throw Wrong("action", "none", "the representation of the plans");
        Steps = package.Integer("steps");
        _noiseWidth = package.Integer("noiseWidth");
        _cameras = [.. package.Manifest.Cameras.Select(CameraOf)];
        if (_session.Inputs.FirstOrDefault(i => i.Name is not ("state" or "noise") && !package.Manifest.Cameras.Contains(i.Name)) is { } stray)
            throw Wrong("cameras", string.Join(", ", package.Manifest.Cameras), $"the graph's input '{stray.Name}' too");
        _stateSize = (int)Input("state", OnnxType.Float, 2).Shape[1].Size;
        RequireWidth(Input("noise", OnnxType.Float, 2), "settings.noiseWidth", _noiseWidth);
        RequireWidth(Find(_session.Outputs, "plans"), "settings.steps times the action's width", Steps * Spec.Width);
        _binding = _session.Bind(("N", 1));
    }

    public ActionSpec Spec { get; }

    /// <summary>Rows of a plan, <c>T</c>.</summary>
    public int Steps { get; }

    /// <summary>Pictures that the graph reads: camera, height and width in pixels; none for a policy of state vectors.</summary>
    public IReadOnlyList<(string Camera, int Height, int Width)> Cameras => [.. _cameras.Select(c => (c.Camera, c.Height, c.Width))];

    /// <summary>Runs the graph on empty input, so that the first decision is as fast as the others.</summary>
    public void WarmUp(int count)
    {
        _turn.Wait();
        try
        {
            _binding.Resize("N", count);
            _binding.WarmUp();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">A camera is missing or of another size, the state has another width or
    /// is not finite, or the graph gave numbers that are not finite.</exception>
    public async ValueTask<ActionProposals> ProposeAsync(
        ObservationHistory history, int count, SeedStream seed, CancellationToken deadline)
    {
        if (count < 1) throw ForewarnException.Of("proposals", $"{count}", "1 or more", "Ask for at least one plan.");
        var observation = history.Latest;
        RequireState(observation.State);
        await _turn.WaitAsync(deadline).ConfigureAwait(false);
        try
        {
            _binding.Resize("N", count);
            foreach (var camera in _cameras) _binding.Set<byte>(camera.Camera, Pixels(observation, camera));
            _binding.Set<float>("state", observation.State);
            seed.FillNormal(_binding.Input<float>("noise"));
            _binding.Run(deadline);
            float[] plans = _binding.Output<float>("plans").ToArray();
            if (Shape.FirstNonFinite(plans) is int bad and >= 0)
                throw ForewarnException.Of($"plan {bad / (Steps * Spec.Width)} of package '{_package.Manifest.Name}'",
                    $"{plans[bad]}", "finite numbers", "The model is damaged: install or export the package again.");
            return new(plans, count, Spec);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _binding.Dispose();
        _turn.Dispose();
    }

    private static ReadOnlySpan<byte> Pixels(Observation observation, Picture wanted)
    {
        var frame = observation.Image(wanted.Camera);
        if (frame.Height != wanted.Height || frame.Width != wanted.Width || frame.Rgb.Length != wanted.Height * wanted.Width * 3)
            throw ForewarnException.Of($"picture of camera '{wanted.Camera}'",
                $"{frame.Height}x{frame.Width} with {frame.Rgb.Length} bytes",
                $"{wanted.Height}x{wanted.Width} RGB with {wanted.Height * wanted.Width * 3} bytes",
                "Scale the camera's pictures to the size the policy was trained on.");
        return frame.Rgb;
    }

    private void RequireState(float[] state)
    {
        if (state.Length != _stateSize)
            throw ForewarnException.Of("observation state", $"{state.Length} numbers", $"{_stateSize}",
                "Send the proprioception that the package was trained with.");
        if (Shape.FirstNonFinite(state) is int bad and >= 0)
            throw ForewarnException.Of("observation state", $"{state[bad]} at index {bad}", "finite numbers",
                "A sensor gave no reading: check the robot's driver.");
    }

    private Picture CameraOf(string camera)
    {
        var shape = Input(camera, OnnxType.UInt8, 4).Shape;
        return new(camera, (int)shape[1].Size, (int)shape[2].Size);
    }

    private ValueInfo Input(string name, OnnxType type, int rank)
    {
        var found = Find(_session.Inputs, name);
        if (found.Type != type || found.Shape.Count != rank)
            throw Wrong($"graph input '{name}'", $"{found.TypeName} [{string.Join(", ", found.Shape)}]",
                $"{type.Name()} with {rank} axes");
        return found;
    }

    private ValueInfo Find(IReadOnlyList<ValueInfo> values, string name) =>
        values.FirstOrDefault(v => v.Name == name)
        ?? throw Wrong("graph values", string.Join(", ", values.Select(v => v.Name)), $"'{name}'");

    private void RequireWidth(ValueInfo value, string source, int wanted)
    {
        if (value.Shape.Count != 2 || value.Shape[1].Size != wanted)
            throw Wrong($"graph value '{value.Name}'", $"[{string.Join(", ", value.Shape)}]", $"[N, {wanted}] as {source} says");
    }

    private ForewarnException Wrong(string thing, string found, string wanted) => ForewarnException.Of(
        $"package '{_package.Manifest.Name}': {thing}", found, wanted, "Export the policy again.", ExitCode.Usage);
}
