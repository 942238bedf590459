using System.Text.Json.Nodes;

namespace Forewarn.Recording.LeRobot;

/// <summary>One column of a data set.</summary>
/// <param name="Name">For example <c>observation.state</c> or <c>observation.images.front</c>.</param>
/// <param name="Dtype">A numpy name (<c>float32</c>, <c>int64</c>, <c>bool</c> …), <c>string</c>, <c>image</c> or <c>video</c>.</param>
/// <param name="Shape">Of one frame's value; <c>[H, W, C]</c> for pictures.</param>
/// <param name="Names">Names of the dimensions: a list, an object or nothing, as <c>info.json</c> has it.</param>
public sealed record LeRobotFeature(string Name, string Dtype, IReadOnlyList<int> Shape, JsonNode? Names = null)
{
    public const string Image = "image", Video = "video", Text = "string";

    /// <summary>Columns that every data set has; the writer fills them.</summary>
    public static IReadOnlyList<LeRobotFeature> Indexes { get; } =
    [
        new("timestamp", "float32", [1]), new("frame_index", "int64", [1]), new("episode_index", "int64", [1]),
        new("index", "int64", [1]), new("task_index", "int64", [1]),
    ];

    public bool IsImage => Dtype == Image;

    public bool IsVideo => Dtype == Video;

    /// <summary>Whether its values are numbers: neither text nor pictures.</summary>
    public bool IsNumeric => ElementType is { } type && type != typeof(string) && type != typeof(byte[]);

    /// <summary>Values of one frame: the product of the shape; 1 for pictures and text.</summary>
    public int Width => IsNumeric ? Shape.Aggregate(1, (a, b) => checked(a * b)) : 1;

    /// <summary>How a value is held: <c>byte[]</c> (PNG) for images; null when this library does not know the dtype.</summary>
    public Type? ElementType => Dtype switch
    {
        "float32" => typeof(float),
        "float64" => typeof(double),
        "int64" => typeof(long),
        "int32" => typeof(int),
        "int16" => typeof(short),
        "int8" => typeof(sbyte),
        "uint64" => typeof(ulong),
        "uint32" => typeof(uint),
        "uint16" => typeof(ushort),
        "uint8" => typeof(byte),
        "bool" => typeof(bool),
        Text => typeof(string),
        Image => typeof(byte[]),
        _ => null,
    };

    /// <summary>A feature of float32 values with a name for each.</summary>
    public static LeRobotFeature Floats(string name, IEnumerable<string> names)
    {
        JsonNode?[] each = [.. names.Select(n => (JsonNode?)JsonValue.Create(n))];
        return new(name, "float32", [each.Length], new JsonArray(each));
    }

    /// <summary>A camera: 8-bit RGB pictures, stored as PNG.</summary>
    public static LeRobotFeature Camera(string name, int height, int width) =>
        new(name, Image, [height, width, 3], new JsonArray("height", "width", "channels"));
}
