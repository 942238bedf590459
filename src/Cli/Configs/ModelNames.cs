using Forewarn.Inference;

namespace Forewarn.Cli.Configs;

/// <summary>Packages to load: names below <c>models/</c>, or paths of folders.</summary>
public sealed record ModelNames
{
    public string Policy { get; init; } = "cup-policy";

    /// <summary>Empty for a policy of state vectors, whose plans pass the guards alone.</summary>
    public string World { get; init; } = "cup-world";

    /// <summary>Empty where there is no world model.</summary>
    public string Verifier { get; init; } = "cup-verifier";

    /// <summary>Folder of a language model in the layout of Hugging Face's hub, for a verifier that is a projector before one; else empty.</summary>
    public string Decoder { get; init; } = "";

    /// <summary>Which of the language model's graphs: <c>fp16</c>, <c>q4</c>, <c>int8</c> ...; empty for full precision.</summary>
    public string DecoderPrecision { get; init; } = "";

    /// <summary>Where the language model runs: <c>cpu</c>, <c>cuda</c> or <c>auto</c>; without the accelerator on the CPU, said in one line.</summary>
    public Device DecoderDevice { get; init; } = Device.Cpu;

    /// <summary>Whether there is something to imagine with and to choose by.</summary>
    public bool Foresees => World.Length > 0;

    /// <summary>Latent classifier of outcomes, the cheap verifier; empty for none.</summary>
    public string Outcome { get; init; } = "cup-outcome";

    /// <summary>Latent classifier of the success of one trained wish, a baseline of evaluations; empty for none.</summary>
    public string Success { get; init; } = "cup-success";

    /// <summary>Safety heads on the world model's latents, which guard plans; empty for limits alone.</summary>
    public string Safety { get; init; } = "";

    /// <summary>The packages without which there is no steering.</summary>
    public IReadOnlyList<string> Required() =>
        !Foresees ? [Policy] : string.IsNullOrEmpty(Safety) ? [Policy, World, Verifier] : [Policy, World, Verifier, Safety];
}
