using System.Text.Json.Serialization;
using Forewarn.Core;

namespace Forewarn.Learning.WorldModels;

/// <summary>Sizes of a recurrent state-space model over two cameras and proprioception.</summary>
public sealed record RssmOptions
{
    /// <summary>Names that <see cref="Named"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["debug", "px32", "px64"];

    /// <summary>Pictures are seen and imagined at this size; a power of two from 8 to 64.</summary>
    public int Resolution { get; init; } = 32;

    /// <summary>Side of the pictures the cameras deliver.</summary>
    public int CameraSize { get; init; } = 64;

    /// <summary>Part of the front picture that is used, in camera pixels; the whole by default.</summary>
    public SquareCrop FrontCrop { get; init; } = new(0, 0, 64);

    /// <summary>
    /// Part of the wrist picture that the encoder sees a second time, finer: where a decision's only picture shows the
    /// object small. Never decoded.
    /// </summary>
    public SquareCrop? WristDetail { get; init; }

    /// <summary>
    /// Channels of the first convolution at 64 pixels; smaller pictures start one layer later with twice as many.
    /// </summary>
    public int Channels { get; init; } = 16;

    /// <summary>Width of the deterministic state <c>h</c>.</summary>
    public int Deterministic { get; init; } = 256;

    /// <summary>Width of the Gaussian state <c>z</c>.</summary>
    public int Stochastic { get; init; } = 32;

    /// <summary>Width of hidden layers.</summary>
    public int Units { get; init; } = 256;

    /// <summary>Width of the picture code.</summary>
    public int ImageCode { get; init; } = 256;

    /// <summary>Width of the proprioception code.</summary>
    public int StateCode { get; init; } = 64;

    /// <summary>Prior heads; their mean is the prior, their spread the disagreement.</summary>
    public int Members { get; init; } = 4;

    /// <summary>Hidden width of one prior head.</summary>
    public int MemberUnits { get; init; } = 128;

    /// <summary>Width <c>S</c> of the proprioceptive state.</summary>
    public int StateSize { get; init; } = 20;

    /// <summary>Width <c>A</c> of a plan row.</summary>
    public int PlanWidth { get; init; } = 5;

    /// <summary>Plan rows one model step consumes.</summary>
    public int RowsPerStep { get; init; } = 2;

    /// <summary>Size of a latent, <c>Z = h + z</c>.</summary>
    [JsonIgnore]
    public int LatentSize => Deterministic + Stochastic;

    /// <summary>Numbers of one action, all rows of a step side by side.</summary>
    [JsonIgnore]
    public int ActionSize => RowsPerStep * PlanWidth;

    /// <summary>Numbers the network sees of one action: standardised rows and their differences.</summary>
    [JsonIgnore]
    public int ActionFeatures => ActionSize + (RowsPerStep - 1) * PlanWidth;

    /// <summary>Channels the encoder sees: front, wrist and the wrist's detail.</summary>
    [JsonIgnore]
    public int InputChannels => WristDetail is null ? 6 : 9;

    /// <summary>Channels of each convolution, from the input pictures down to 4x4.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> ConvolutionChannels
    {
        get
        {
            int layers = int.Log2(Resolution / 4);
            var channels = new List<int> { InputChannels };
            for (int i = 0; i < layers; i++) channels.Add(Channels * Math.Min(4, 1 << (i + 4 - layers)));
            return channels;
        }
    }

    /// <summary>
    /// One of <see cref="Names"/>: <c>debug</c> trains in seconds, <c>px32</c> is the default, <c>px64</c> sees finer.
    /// </summary>
    /// <exception cref="ForewarnException">No such size.</exception>
    public static RssmOptions Named(string name) => name switch
    {
        "debug" => new()
        {
            Resolution = 16, Channels = 4, Deterministic = 48, Stochastic = 8, Units = 48, ImageCode = 32,
            StateCode = 16, Members = 3, MemberUnits = 24, WristDetail = new(20, 20, 24),
        },
        // The mug stays inside the front crop even when lifted; the wrist detail is where it appears at first.
        "px32" => new() { FrontCrop = new(8, 10, 40), WristDetail = new(8, 18, 32) },
        "px64" => new() { Resolution = 64 },
        _ => throw ForewarnException.Of("world-model size", $"'{name}'", string.Join(", ", Names),
            "Name one of these.", ExitCode.Usage),
    };

    /// <exception cref="ForewarnException">A size is out of range.</exception>
    public void Validate()
    {
        if (Resolution is < 8 or > 64 || !int.IsPow2(Resolution))
            throw ForewarnException.Of("resolution", $"{Resolution}", "8, 16, 32 or 64", "Choose one of these.",
                ExitCode.Usage);
        Check("front crop", FrontCrop);
        if (WristDetail is not null) Check("wrist detail", WristDetail);
        if (Members < 2)
            throw ForewarnException.Of("members", $"{Members}", "at least 2", "One head cannot disagree with itself.",
                ExitCode.Usage);
    }

    private void Check(string name, SquareCrop crop)
    {
        if (crop.Size < Resolution || Math.Min(crop.Top, crop.Left) < 0
            || Math.Max(crop.Top, crop.Left) + crop.Size > CameraSize)
            throw ForewarnException.Of(name, $"{crop}",
                $"a square of at least {Resolution} pixels inside {CameraSize}x{CameraSize}",
                "Move or enlarge the crop.", ExitCode.Usage);
    }
}
