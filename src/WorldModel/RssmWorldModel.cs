using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.WorldModel;

/// <summary>
/// A world model from an exported package: <c>observe</c>, <c>imagine</c> and <c>decode</c> run in ONNX Runtime over
/// kept buffers. Calls may come from several threads; each graph serves one at a time.
/// </summary>
public sealed class RssmWorldModel : IWorldModel, IDisposable
{
    private readonly ModelPackage _package;
    private readonly GraphBinding _observe, _imagine;
    private readonly GraphBinding? _decode;
    private readonly SemaphoreSlim _observing = new(1, 1), _imagining = new(1, 1), _decoding = new(1, 1);
    private readonly int _rows, _latent, _stochastic, _state, _cameraSize, _resolution;

    /// <param name="package">A package of kind <c>world-model</c>; the caller keeps and disposes it.</param>
    /// <exception cref="ForewarnException">The package lacks its action, a graph or a setting.</exception>
    public RssmWorldModel(ModelPackage package)
    {
        _package = package;
        Spec = package.Manifest.Action
            ?? throw ForewarnException.Of($"{package.Folder}: action", "none", "the representation of the plans",
                "Export the package again.");
        (_rows, _latent, _stochastic) =
            (package.Integer("rowsPerStep"), package.Integer("latentSize"), package.Integer("stochastic"));
        (_state, _cameraSize, _resolution) =
            (package.Integer("stateSize"), package.Integer("cameraSize"), package.Integer("resolution"));
        _observe = package.Graph("observe").Bind(("T", 1));
        _imagine = package.Graph("imagine").Bind(("H", 1), ("K", 1));
        _decode = package.Has("decode") ? package.Graph("decode").Bind(("M", 1)) : null;
    }

    /// <summary>Representation of the plans the model reads.</summary>
    public ActionSpec Spec { get; }

    /// <summary>Plan rows one imagined step consumes.</summary>
    public int RowsPerStep => _rows;

    /// <summary>Latent size <c>Z</c>.</summary>
    public int LatentSize => _latent;

    /// <summary>Runs every graph on the deadline path with the sizes to come.</summary>
    public void WarmUp(int history, int modes, int steps)
    {
        _observe.Resize("T", history).WarmUp();
        _imagine.Resize("K", modes).Resize("H", steps).WarmUp();
    }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">A camera is missing or of another size, or a state or action has another
    /// width.</exception>
    public async ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline)
    {
        int steps = history.Observations.Count, action = _rows * Spec.Width;
        Shape.Require("history.actions", history.Actions.Length, ("T - 1", steps - 1), ("rows", _rows),
            ("A", Spec.Width));
        await _observing.WaitAsync(deadline).ConfigureAwait(false);
        try
        {
            _observe.Resize("T", steps);
            var actions = _observe.Input<float>("actions");
            actions[..action].Clear();
            history.Actions.CopyTo(actions[action..]);
            for (int t = 0; t < steps; t++) Place(history.Observations[t], t);
            _observe.Run(deadline);
            return new(Finite("observed", _observe.Output<float>("latents")), steps, _latent);
        }
        finally
        {
            _observing.Release();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">The plans are of another representation or length, or the start has another
    /// size.</exception>
    public async ValueTask<LatentRollout> ImagineAsync(
        LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline)
    {
        Shape.Require("start", start.Size, ("Z", _latent));
        if (!modes.Spec.Matches(Spec))
            throw ForewarnException.Of("plans", $"{modes.Spec}", $"{Spec} of world model '{_package.Manifest.Name}'",
                "Use a policy and a world model of the same task.", ExitCode.Usage);
        if (modes.Steps % _rows != 0)
            throw ForewarnException.Of("plans", $"{modes.Steps} rows", $"a multiple of {_rows}",
                "Use plans the world model can step through.");
        int count = modes.Count, steps = modes.Steps / _rows, action = _rows * Spec.Width;
        await _imagining.WaitAsync(deadline).ConfigureAwait(false);
        try
        {
            _imagine.Resize("K", count).Resize("H", steps);
            start.Values.CopyTo(_imagine.Input<float>("start"));
            var actions = _imagine.Input<float>("actions");
            for (int k = 0; k < count; k++)
                for (int t = 0; t < steps; t++)
                    modes.Plan(k).Slice(t * action, action).CopyTo(actions[((t * count + k) * action)..]);
            var drawn = _imagine.Input<float>("noise");
            if (noise is null) drawn.Clear();
            else noise.FillNormal(drawn);
            _imagine.Run(deadline);
            return new(Finite("imagined", _imagine.Output<float>("latents")),
                Finite("imagined", _imagine.Output<float>("disagreement")), count, steps, _latent);
        }
        finally
        {
            _imagining.Release();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">The package has no decoder.</exception>
    public async ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel)
    {
        if (_decode is null)
            throw ForewarnException.Of($"package '{_package.Manifest.Name}'", "no graph 'decode'", "one",
                "Export the package with it.");
        Shape.Require("rollout", rollout.Values.Length, ("K", rollout.Count), ("H", rollout.Steps), ("Z", _latent));
        await _decoding.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            _decode.Resize("M", (long)rollout.Count * rollout.Steps).Set<float>("latents", rollout.Values);
            _decode.Run(cancel);
            return new([.. Enumerable.Range(0, rollout.Count).Select(k => (IReadOnlyList<IReadOnlyList<CameraFrame>>)
                [.. Enumerable.Range(0, rollout.Steps).Select(t => Frames(k * rollout.Steps + t))])]);
        }
        finally
        {
            _decoding.Release();
        }
    }

    public void Dispose()
    {
        _observe.Dispose();
        _imagine.Dispose();
        _decode?.Dispose();
        _observing.Dispose();
        _imagining.Dispose();
        _decoding.Dispose();
    }

    private void Place(Observation observation, int t)
    {
        foreach (var camera in _package.Manifest.Cameras)
        {
            var frame = observation.Image(camera);
            if (frame.Height != _cameraSize || frame.Width != _cameraSize
                || frame.Rgb.Length != _cameraSize * _cameraSize * 3)
                throw ForewarnException.Of($"camera '{camera}'",
                    $"{frame.Height}x{frame.Width} in {frame.Rgb.Length} bytes",
                    $"{_cameraSize}x{_cameraSize} RGB", "Resize or crop the picture before it enters.");
            frame.Rgb.CopyTo(_observe.Input<byte>(camera)[(t * frame.Rgb.Length)..]);
        }
        Shape.Require("state", observation.State.Length, ("S", _state));
        if (Shape.FirstNonFinite(observation.State) is int bad and >= 0)
            throw ForewarnException.Of($"state[{bad}]", $"{observation.State[bad]}", "a finite number",
                "Check the sensor.");
        observation.State.CopyTo(_observe.Input<float>("state")[(t * _state)..]);
    }

    private IReadOnlyList<CameraFrame> Frames(int index) => [.. _package.Manifest.Cameras.Select(camera =>
    {
        int size = _resolution * _resolution * 3;
        return new CameraFrame(camera, _resolution, _resolution,
            _decode!.Output<byte>(camera).Slice(index * size, size).ToArray());
    })];

    private float[] Finite(string what, ReadOnlySpan<float> values)
    {
        if (Shape.FirstNonFinite(values) is int bad and >= 0)
            throw ForewarnException.Of($"{what} latents of '{_package.Manifest.Name}'", $"{values[bad]} at {bad}",
                "finite numbers",
                "Check the inputs; if they are in range, export the package again.");
        return values.ToArray();
    }
}
