using Parquet.Schema;

namespace Forewarn.Recording.LeRobot.Tables;

/// <summary>
/// One column of a parquet table as Arrow lays it out: a plain value, nested lists of a fixed shape, a list of texts of
/// any length, or a picture as <c>struct&lt;bytes, path&gt;</c>.
/// </summary>
/// <param name="Name">Column name.</param>
/// <param name="Element">Type of a leaf value; <c>string[]</c> for a list of texts, <c>byte[]</c> for a picture.</param>
/// <param name="Shape">Empty for plain values.</param>
internal sealed record TableColumn(string Name, Type Element, IReadOnlyList<int> Shape)
{
    public bool IsPicture => Element == typeof(byte[]);

    public bool IsTexts => Element == typeof(string[]);

    public int Width => Shape.Aggregate(1, (a, b) => checked(a * b));

    public static TableColumn Plain<T>(string name) => new(name, typeof(T), []);

    /// <summary>A frame's feature: one value is stored plainly, more as lists.</summary>
    public static TableColumn Of(LeRobotFeature feature) => new(feature.Name, feature.ElementType!,
        !feature.IsNumeric || feature.Shape is [1] ? [] : feature.Shape);

    /// <summary>The column in the parquet library's terms. Everything is nullable, as Arrow writes it.</summary>
    public Field ToField()
    {
        if (IsPicture) return new StructField(Name, new DataField("bytes", typeof(byte[]), true), new DataField<string>("path", true));
        if (IsTexts) return new ListField(Name, new DataField<string>(ListField.ElementName, true));
        if (Shape.Count == 0) return new DataField(Name, Element, true);
        Field field = new DataField(ListField.ElementName, Element, true);
        for (int depth = Shape.Count; depth > 0; depth--) field = new ListField(depth == 1 ? Name : ListField.ElementName, field);
        return field;
    }

    /// <summary>
    /// Repetition level of every leaf: 0 where a row begins, otherwise the depth of the outermost list that goes on.
    /// </summary>
    public int[] RepetitionLevels(int rows)
    {
        int width = Width;
        var one = new int[width];
        for (int i = 1; i < width; i++)
        {
            int inner = 1, depth = Shape.Count;
            while (depth > 1 && i % (inner * Shape[depth - 1]) == 0) inner *= Shape[--depth];
            one[i] = depth;
        }
        var levels = new int[rows * width];
        for (int row = 0; row < rows; row++) one.CopyTo(levels, row * width);
        return levels;
    }
}
