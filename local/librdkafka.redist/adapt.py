"""Adapts librdkafka's mock cluster, in its unpacked source folder, to serve as the embedded broker. README.md says why each.

An edit names an anchor that must occur exactly once in its file: another version of the source fails here, not later.
"""

import pathlib
import sys

MOCK = "src/rdkafka_mock.c"
GROUPS = "src/rdkafka_mock_cgrp.c"
OPS = "src/rdkafka_op.h"
PUBLIC = "src/rdkafka_mock.h"
STRUCTS = "src/rdkafka_mock_int.h"
EMBEDDED = pathlib.Path(__file__).with_name("embedded.c").read_text()
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

CONSUMER_JOINED_ANCHOR = """        member->conn = conn;

        rd_kafka_mock_cgrp_consumer_member_active(mcgrp, member);
"""

SYNC_ANCHOR = """                return RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS; /* FIXME */

        rd_kafka_mock_cgrp_classic_member_active(mcgrp, member);
"""

COMMANDS = """        case RD_KAFKA_MOCK_CMD_EMBEDDED_DESCRIBE:
                rko->rko_u.mock.str = embedded_describe(mcluster);
                break;

        case RD_KAFKA_MOCK_CMD_EMBEDDED_GROW:
                mtopic = rd_kafka_mock_topic_find(mcluster, rko->rko_u.mock.name);
                if (!mtopic)
                        return RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
                return embedded_grow(mtopic, (int)rko->rko_u.mock.lo);

"""

COMMAND_NAMES = """                                RD_KAFKA_MOCK_CMD_EMBEDDED_DESCRIBE,
                                RD_KAFKA_MOCK_CMD_EMBEDDED_GROW,
"""

EXPORTS = """
RD_EXPORT
char *rd_kafka_mock_embedded_describe(rd_kafka_mock_cluster_t *mcluster);

RD_EXPORT
rd_kafka_resp_err_t rd_kafka_mock_embedded_grow(rd_kafka_mock_cluster_t *mcluster,
                                                const char *topic,
                                                int partition_cnt);

"""

READ_CLIENT_ID = """                {
                        int16_t length;

                        rd_kafka_buf_read_i16(rkbuf, &length);
                        if (length > 0 && (size_t)length < sizeof(mconn->client_id)) {
                                rd_kafka_buf_read(rkbuf, mconn->client_id, length);
                                mconn->client_id[length] = '\\0';
                        } else
                                rd_kafka_buf_skip(rkbuf, RD_KAFKAP_STR_LEN0(length));
                }
"""

ASSIGNED = "        rd_kafkap_bytes_t *assigned; /* in the last sync; its assignment is given up once it is sent */\n"

SYNCED_ANCHOR = """                rd_kafka_mock_cgrp_classic_member_assignment_set(mcgrp, member,
                                                                 NULL);
"""

KEEP_ASSIGNED = """                if (member->assigned)
                        rd_kafkap_bytes_destroy(member->assigned);
                member->assigned = !err && member->assignment ? rd_kafkap_bytes_copy(member->assignment) : NULL;

"""

FORGET_ASSIGNED = """        if (member->assigned)
                rd_kafkap_bytes_destroy(member->assigned);
"""

CLIENT_ID = "        char client_id[256]; /* of its last request */\n"
KEEP_CLIENT_ID = "        memcpy(member->client_id, {0}->client_id, sizeof(member->client_id));\n"

EDITS = [
    (MOCK, "mpart->max_size = 1024 * 1024 * 5;", INSTEAD, "mpart->max_size = (size_t)1024 * 1024 * 512;"),
    (MOCK, "mpart->max_cnt  = 100000;", INSTEAD, "mpart->max_cnt  = 10000000;"),
    (MOCK, "        /* Serve ops, if any */\n", BEFORE, DRAIN_FIRST),
    (MOCK, LATE_DRAIN, INSTEAD, "        /* Drained before the ops were served. */\n"),
    (GROUPS, "/**\n * @brief Mark member as active (restart session timer)\n", BEFORE, DECLARE),
    (GROUPS, "/**\n * @brief Update or add member to consumer group\n", BEFORE, SETTLE),
    (GROUPS, "        /* Find member */\n        member = rd_kafka_mock_cgrp_classic_member_find(", BEFORE, REFUSE),
    (GROUPS, "        member->proto_cnt = proto_cnt;\n", AFTER, DROP_STALE_ANSWER),
    (GROUPS, JOINED_ANCHOR, AFTER, KEEP_CLIENT_ID.format("mconn") + SETTLE_CALL),
    (GROUPS, '        rd_kafka_mock_cgrp_classic_rebalance(mcgrp, "explicit member leave");\n', AFTER, SETTLE_CALL),
    (GROUPS, '                rd_kafka_mock_cgrp_classic_rebalance(mcgrp, "member timeout");\n', AFTER, SETTLE_CALL),
    (GROUPS, SYNC_ANCHOR, AFTER, DROP_STALE_ANSWER),
    (STRUCTS, "        rd_kafka_timer_t write_tmr; /**< Socket write delay timer */\n", AFTER, CLIENT_ID),
    (STRUCTS, "        rd_kafka_buf_t *resp;                    /**< Current response buffer */\n", BEFORE, CLIENT_ID),
    (STRUCTS, "        rd_kafka_buf_t *resp;                    /**< Current response buffer */\n", AFTER, ASSIGNED),
    (GROUPS, SYNCED_ANCHOR, BEFORE, KEEP_ASSIGNED),
    (GROUPS, "        rd_kafka_mock_cgrp_classic_member_assignment_set(mcgrp, member, NULL);\n", AFTER, FORGET_ASSIGNED),
    (STRUCTS, "        int32_t current_member_epoch; /**< Current member epoch,\n", BEFORE, CLIENT_ID),
    (MOCK, "                rd_kafka_buf_skip_str_no_flexver(rkbuf);\n", INSTEAD, READ_CLIENT_ID),
    (GROUPS, CONSUMER_JOINED_ANCHOR, AFTER, KEEP_CLIENT_ID.format("conn")),
    (OPS, "                                RD_KAFKA_MOCK_CMD_TOPIC_DELETE,\n", BEFORE, COMMAND_NAMES),
    (PUBLIC, "/**@}*/\n\n#ifdef __cplusplus\n}\n", BEFORE, EXPORTS),
    (MOCK, "/**\n * @brief Handle command op\n", BEFORE, EMBEDDED + "\n"),
    (MOCK, "        case RD_KAFKA_MOCK_CMD_TOPIC_DELETE:\n", BEFORE, COMMANDS),
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
