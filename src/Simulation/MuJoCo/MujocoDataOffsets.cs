namespace Forewarn.Simulation.MuJoCo;

/// <summary>Offsets in <c>mjData</c> that every simulation needs, looked up once per library.</summary>
internal sealed class MujocoDataOffsets(MujocoLayout layout)
{
    public readonly int Qpos = layout.Data("qpos").Offset;
    public readonly int Qvel = layout.Data("qvel").Offset;
    public readonly int Ctrl = layout.Data("ctrl").Offset;
    public readonly int Act = layout.Data("act").Offset;
    public readonly int QfrcApplied = layout.Data("qfrc_applied").Offset;
    public readonly int QfrcBias = layout.Data("qfrc_bias").Offset;
    public readonly int QaccWarmstart = layout.Data("qacc_warmstart").Offset;
    public readonly int Time = layout.Data("time").Offset;
    public readonly int SiteXpos = layout.Data("site_xpos").Offset;
    public readonly int SiteXmat = layout.Data("site_xmat").Offset;
    public readonly int Xpos = layout.Data("xpos").Offset;
    public readonly int Xquat = layout.Data("xquat").Offset;
    public readonly int ContactCount = layout.Data("ncon").Offset;
    public readonly int Contacts = layout.Data("contact").Offset;
    public readonly int ContactSize = layout.Size("mjContact");
    public readonly int ContactGeom1 = layout.Part("mjContact.geom1");
    public readonly int ContactGeom2 = layout.Part("mjContact.geom2");

    /// <summary>Counters that rise when a state or control is NaN or huge.</summary>
    public readonly int[] BadStateCounters =
    [
        .. new[] { "mjWARN_BADQPOS", "mjWARN_BADQVEL", "mjWARN_BADQACC", "mjWARN_BADCTRL" }.Select(name =>
            layout.Data("warning").Offset + layout.Constant(name) * layout.Size("mjWarningStat") +
            layout.Part("mjWarningStat.number")),
    ];
}
