using Forewarn.Reachability.Orders;
using Xunit;

namespace Forewarn.Reachability.Tests.Orders;

/// <summary>Orders that are claimed, no more.</summary>
public class OrderTableTests
{
    [Fact]
    public void Of_a_derivative_the_schemes_have_their_full_order()
    {
        OrderRow[] rows = [.. OrderTable.Derivatives([20, 40, 80, 160])];
        Assert.All(rows[0].LargestOrders, o => Assert.InRange(o, 0.95, 1.05));
        Assert.All(rows[1].LargestOrders, o => Assert.InRange(o, 1.9, 2.5));
        Assert.All(rows[1].MeanOrders, o => Assert.InRange(o, 2.2, 2.9));
        Assert.All(rows[2].LargestOrders, o => Assert.InRange(o, 4.9, 5.05));
    }

    [Fact]
    public void On_smooth_data_time_steps_limit_the_whole_solver()
    {
        OrderRow[] rows = [.. OrderTable.Advection([20, 40, 80, 160])];
        Assert.All(rows[0].LargestOrders, o => Assert.InRange(o, 0.8, 1.05));
        Assert.All(rows[1].LargestOrders, o => Assert.InRange(o, 1.7, 2.4));
        // Fifth order in space meets third order in time: from 4 down to 3.
        Assert.InRange(rows[2].LargestOrders[0], 3.6, 4.7);
        Assert.InRange(rows[2].LargestOrders[^1], 3.0, 3.5);
        // With steps that become smaller than the distance does, it is fifth order throughout.
        Assert.All(rows[3].LargestOrders, o => Assert.InRange(o, 4.7, 5.2));
    }

    [Fact]
    public void A_kink_limits_what_any_scheme_can_do()
    {
        OrderRow[] rows = [.. OrderTable.Kinked([51, 101], 1)];
        Assert.InRange(rows[0].MeanOrders[0], 0.95, 1.02);
        Assert.InRange(rows[1].MeanOrders[0], 1.25, 1.38);
        Assert.InRange(rows[2].MeanOrders[0], 1.45, 1.55);
    }

    /// <summary>51 to 401 points; the figures that the page shows.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void The_table_of_kinked_data_is_that_of_the_page()
    {
        OrderRow[] rows = [.. OrderTable.Kinked([51, 101, 201, 401], 2)];
        Assert.Equal(1.00, rows[0].MeanOrders[^1], 0.02);
        Assert.Equal(1.41, rows[1].MeanOrders[^1], 0.02);
        Assert.Equal(1.67, rows[2].MeanOrders[^1], 0.03);
        Assert.Equal(.000089, rows[2].Mean[^1], 4e-6);
    }
}
