namespace Forewarn.Learning.WorldModels;

/// <summary>
/// Cropping and area-averaging of one image axis as a matrix, so that training and the exported graph share the exact
/// arithmetic: <c>small = A x A'</c>, then rounded to whole bytes.
/// </summary>
internal static class AreaResampling
{
    /// <returns>Row-major <c>[target, source]</c>; each row sums to 1 and covers its share of <c>[start, start +
    /// length)</c>.</returns>
    public static float[] Matrix(int source, int start, int length, int target)
    {
        var matrix = new float[target * source];
        double scale = (double)length / target;
        for (int row = 0; row < target; row++)
        {
            double low = start + row * scale, high = low + scale;
            for (int column = (int)low; column < source && column < high; column++)
                matrix[row * source + column] = (float)((Math.Min(high, column + 1) - Math.Max(low, column)) / scale);
        }
        return matrix;
    }
}
