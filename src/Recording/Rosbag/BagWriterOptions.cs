namespace Forewarn.Recording;

/// <summary>How a bag is written.</summary>
public sealed record BagWriterOptions
{
    public McapWriterOptions File { get; init; } = new();

    /// <summary>ROS release named in <c>metadata.yaml</c>; empty for none.</summary>
    public string RosDistro { get; init; } = "";

    /// <summary>Kept in the file as the metadata record <c>forewarn</c>, and as <c>custom_data</c> of <c>metadata.yaml</c>.</summary>
    public IReadOnlyDictionary<string, string> Session { get; init; } = new Dictionary<string, string>();
}
