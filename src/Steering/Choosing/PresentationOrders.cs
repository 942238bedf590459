namespace Forewarn.Steering;

/// <summary>Orders in which options are shown, so that a liking for a place in the list averages out.</summary>
internal static class PresentationOrders
{
    /// <summary>
    /// Up to <paramref name="most"/> cyclic shifts, evenly spread; with all of them every option stands once in every
    /// slot.
    /// </summary>
    /// <returns><c>[P][K]</c>; <c>[p][slot]</c> is the option shown in that slot.</returns>
    public static int[][] Cyclic(int count, int most)
    {
        var orders = new int[Math.Min(count, most)][];
        for (int p = 0; p < orders.Length; p++)
        {
            int shift = p * count / orders.Length;
            orders[p] = [.. Enumerable.Range(0, count).Select(slot => (slot + shift) % count)];
        }
        return orders;
    }
}
