"""Adapts librdkafka's mock cluster, in its unpacked source folder, to serve as the embedded broker. README.md says why each.

An edit names an anchor that must occur exactly once in its file: another version of the source fails here, not later.
"""

import pathlib
import sys

MOCK = "src/rdkafka_mock.c"
GROUPS = "src/rdkafka_mock_cgrp.c"
AFTER, BEFORE, INSTEAD = "after", "before", "instead"

DECLARE = "static void embedded_group_settle(rd_kafka_mock_cgrp_classic_t *mcgrp);\n\n"

SETTLE = """
static void rd_kafka_mock_cgrp_classic_rebalance_timer_restart(rd_kafka_mock_cgrp_classic_t *mcgrp, int timeout_ms);

/* Ends the waiting as a real coordinator does: at once when nobody is left, or when everybody has (re)joined.
 * A group that fills up after having been empty waits for its initial delay. */
static void embedded_group_settle(rd_kafka_mock_cgrp_classic_t *mcgrp) {
        rd_kafka_mock_cgrp_classic_member_t *member;

        if (mcgrp->state != RD_KAFKA_MOCK_CGRP_STATE_JOINING)
                return;
        if (mcgrp->member_cnt == 0) {
                rd_kafka_timer_stop(&mcgrp->cluster->timers, &mcgrp->rebalance_tmr, rd_true);
                mcgrp->last_member_cnt = 0;
                rd_kafka_mock_cgrp_classic_set_state(mcgrp, RD_KAFKA_MOCK_CGRP_STATE_EMPTY, "nobody left");
                return;
        }
        if (mcgrp->last_member_cnt == 0 && mcgrp->cluster->defaults.group_initial_rebalance_delay_ms > 0)
                return;
        TAILQ_FOREACH(member, &mcgrp->members, link) {
                if (!member->resp)
                        return;
        }
        rd_kafka_mock_cgrp_classic_rebalance_timer_restart(mcgrp, 1);
}

/* Whether a member may join with these protocols. The election takes everybody's first, and aborts the process when
 * they differ. */
static rd_bool_t embedded_group_accepts(rd_kafka_mock_cgrp_classic_t *mcgrp,
                                        const rd_kafkap_str_t *MemberId,
                                        rd_kafka_mock_cgrp_classic_proto_t *protos,
                                        int proto_cnt) {
        rd_kafka_mock_cgrp_classic_member_t *member;

        if (proto_cnt < 1 || RD_KAFKAP_STR_IS_NULL(protos[0].name))
                return rd_false;
        TAILQ_FOREACH(member, &mcgrp->members, link) {
                if (rd_kafkap_str_cmp_str(MemberId, member->id) &&
                    rd_kafkap_str_cmp(member->protos[0].name, protos[0].name))
                        return rd_false;
        }
        return rd_true;
}

"""

REFUSE = """        if (!embedded_group_accepts(mcgrp, MemberId, protos, proto_cnt))
                return RD_KAFKA_RESP_ERR_INCONSISTENT_GROUP_PROTOCOL;

"""

DROP_STALE_ANSWER = """        if (member->resp) {
                rd_kafka_buf_destroy(member->resp);
                member->resp = NULL;
        }
"""

SETTLE_CALL = "        embedded_group_settle(mcgrp);\n"

LATE_DRAIN = """        char buf[1024];
        while (rd_socket_read(fd, buf, sizeof(buf)) > 0)
                ; /* Read all buffered signalling bytes */
"""

DRAIN_FIRST = """        {
                char drained[1024];
                while (rd_socket_read(mcluster->wakeup_fds[0], drained, sizeof(drained)) > 0)
                        ;
        }
"""

JOINED_ANCHOR = """        member->conn = mconn;
        rd_kafka_mock_cgrp_classic_member_active(mcgrp, member);
"""

SYNC_ANCHOR = """                return RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS; /* FIXME */

        rd_kafka_mock_cgrp_classic_member_active(mcgrp, member);
"""

EDITS = [
    (MOCK, "mpart->max_size = 1024 * 1024 * 5;", INSTEAD, "mpart->max_size = (size_t)1024 * 1024 * 512;"),
    (MOCK, "mpart->max_cnt  = 100000;", INSTEAD, "mpart->max_cnt  = 10000000;"),
    (MOCK, "        /* Serve ops, if any */\n", BEFORE, DRAIN_FIRST),
    (MOCK, LATE_DRAIN, INSTEAD, "        /* Drained before the ops were served. */\n"),
    (GROUPS, "/**\n * @brief Mark member as active (restart session timer)\n", BEFORE, DECLARE),
    (GROUPS, "/**\n * @brief Update or add member to consumer group\n", BEFORE, SETTLE),
    (GROUPS, "        /* Find member */\n        member = rd_kafka_mock_cgrp_classic_member_find(", BEFORE, REFUSE),
    (GROUPS, "        member->proto_cnt = proto_cnt;\n", AFTER, DROP_STALE_ANSWER),
    (GROUPS, JOINED_ANCHOR, AFTER, SETTLE_CALL),
    (GROUPS, '        rd_kafka_mock_cgrp_classic_rebalance(mcgrp, "explicit member leave");\n', AFTER, SETTLE_CALL),
    (GROUPS, '                rd_kafka_mock_cgrp_classic_rebalance(mcgrp, "member timeout");\n', AFTER, SETTLE_CALL),
    (GROUPS, SYNC_ANCHOR, AFTER, DROP_STALE_ANSWER),
]


def apply(root: pathlib.Path) -> None:
    for name, anchor, where, text in EDITS:
        path = root / name
        source = path.read_text()
        if source.count(anchor) != 1:
            sys.exit(f"{name}: expected once, found {source.count(anchor)} times: {anchor.strip()}")
        edited = {AFTER: anchor + text, BEFORE: text + anchor, INSTEAD: text}[where]
        path.write_text(source.replace(anchor, edited))


if __name__ == "__main__":
    apply(pathlib.Path(sys.argv[1]))
