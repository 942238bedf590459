namespace Forewarn.RosBridge.Rcldotnet.Tests;

public sealed class WorkspaceNamesTests
{
    // By the generator's rule: parts between underscores, one capital each; nothing between two underscores stays one.
    [Theory]
    [InlineData("JointState", "name", "Name")]
    [InlineData("JointTrajectory", "joint_names", "JointNames")]
    [InlineData("Image", "is_bigendian", "IsBigendian")]
    [InlineData("Clock", "clock", "Clock_")]
    [InlineData("CameraInfo", "binning_x", "BinningX")]
    [InlineData("Old", "jointNames", "Jointnames")]
    [InlineData("Empty_Request", "structure_needs_at_least_one_member", "StructureNeedsAtLeastOneMember")]
    public void Fields_are_called_as_the_generator_calls_them(string type, string field, string property) =>
        Assert.Equal(property, WorkspaceNames.Property(type, field));

    [Fact]
    public void Types_are_called_as_the_generator_calls_them()
    {
        Assert.Equal("std_srvs.srv.SetBool_Request", WorkspaceNames.Class("std_srvs/srv/SetBool_Request"));
        Assert.Equal("std_srvs_assemblies", WorkspaceNames.Assembly("std_srvs/srv/SetBool_Request"));
    }
}
