namespace Forewarn.Learning.WorldModels;

/// <summary>Batches and loss weights of world-model training; sizes are in <see cref="RssmOptions"/>.</summary>
public sealed record WorldModelOptions
{
    /// <summary>Updates of the frame autoencoder before sequences start.</summary>
    public long AutoencoderSteps { get; init; } = 1000;

    /// <summary>Frames of one autoencoder batch.</summary>
    public int AutoencoderBatch { get; init; } = 48;

    /// <summary>Learning-rate factor of the autoencoder stage.</summary>
    public double AutoencoderRate { get; init; } = 1.8;

    /// <summary>Sequences per batch that see every frame (posterior throughout, with KL).</summary>
    public int ClosedSequences { get; init; } = 2;

    /// <summary>Sequences per batch that see the first 1 to 3 frames and imagine the rest by prior means.</summary>
    public int OpenSequences { get; init; } = 6;

    /// <summary>
    /// Chance that open sequences see the first frame only, as a decision does; otherwise 2 or 3 frames.
    /// </summary>
    public double SingleFrameChance { get; init; } = 0.6;

    /// <summary>Frames of each sequence that are decoded, one per equal share of the episode.</summary>
    public int DecodedFrames { get; init; } = 8;

    /// <summary>Weight of the KL that trains the prior (DreamerV3).</summary>
    public double DynamicsWeight { get; init; } = 0.5;

    /// <summary>Weight of the KL that trains the posterior (DreamerV3).</summary>
    public double RepresentationWeight { get; init; } = 0.1;

    /// <summary>KL below this is free, nats.</summary>
    public double FreeNats { get; init; } = 1;

    public double ImageWeight { get; init; } = 1;

    /// <summary>Extra weight of pixels that differ from the mean picture.</summary>
    public double Foreground { get; init; } = 3;

    /// <summary>
    /// Weight of the gripper width in the state loss; whether something is between the fingers shows here first.
    /// </summary>
    public double WidthWeight { get; init; } = 10;

    /// <summary>Weight of joint velocities in the state loss.</summary>
    public double VelocityWeight { get; init; } = 0.2;

    /// <summary>Noise added to standardised states, so that single frames cannot be told apart by it.</summary>
    public double StateNoise { get; init; } = 0.02;

    /// <summary>Share of training episodes each prior head learns from; their spread is the disagreement.</summary>
    public double MemberShare { get; init; } = 0.8;

    /// <summary>Held-out (and as many training) episodes per evaluation.</summary>
    public int EvaluationEpisodes { get; init; } = 100;
}
