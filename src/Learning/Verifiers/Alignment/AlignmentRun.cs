using Forewarn.Learning.Training;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>A finished alignment, as its run folder keeps it: projector and adapters, the language model aside.</summary>
public sealed class AlignmentRun : IDisposable
{
    private const string Name = "alignment";

    private AlignmentRun(Description description, ParameterStore parameters) =>
        (Size, Form, Stage, Lora, Parameters) = (description.Size, description.Form, description.Stage, description.Lora, parameters);

    /// <summary>Sizes of the language model it was trained for.</summary>
    public DecoderOptions Size { get; }

    /// <summary>How latents become tokens.</summary>
    public LatentTokenForm Form { get; }

    public AlignmentStage Stage { get; }

    public LoraOptions Lora { get; }

    public ParameterStore Parameters { get; }

    /// <exception cref="Core.ForewarnException">The folder holds no finished alignment, or a damaged one.</exception>
    public static AlignmentRun Load(string folder)
    {
        var description = FinishedRun.Describe<Description>(folder, Name);
        var form = description.Form;
        var parameters = LatentProjector.Declare(new ParameterStore(new Core.SeedStream(0)), form.Size, form.StepsPerToken, description.Size.Width);
        if (description.Stage == AlignmentStage.Adapters) LoraWeights.Declare(parameters, description.Lora, description.Size);
        FinishedRun.LoadWeights(folder, Name, parameters);
        return new(description, parameters);
    }

    /// <summary>The language model with what was trained beside it worked in.</summary>
    public INetworkWeights Over(FrozenWeights frozen) => Stage == AlignmentStage.Adapters ? new LoraWeights(frozen, Parameters, Lora, Size) : frozen;

    public void Dispose() => Parameters.Dispose();

    internal static void Save(string folder, AlignmentTask task, AlignmentOptions options, DecoderOptions size)
    {
        FinishedRun.SaveDescription(folder, Name, new Description(size, task.Form, options.Stage, options.Lora));
        FinishedRun.SaveWeights(folder, Name, task.Parameters);
    }

    private sealed record Description(DecoderOptions Size, LatentTokenForm Form, AlignmentStage Stage, LoraOptions Lora);
}
