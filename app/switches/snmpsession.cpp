#include "app/switches/snmpsession.h"

#include <QSocketNotifier>
#include <QTimer>

#include <net-snmp/net-snmp-config.h>

#include <net-snmp/library/large_fd_set.h>
#include <net-snmp/net-snmp-includes.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace rackhouse
{

namespace
{

constexpr int LookForTimeoutsEveryMs = 50;
constexpr std::size_t LongestOid = MAX_OID_LEN;

/// No file of the computer has a say in what is sent, and nothing is printed or kept.
void startNetSnmp()
{
    static const bool started = [] {
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DONT_READ_CONFIGS, 1);
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DONT_PERSIST_STATE, 1);
        netsnmp_ds_set_string(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_MIBDIRS, "");
        set_persistent_directory("/dev/null");
        netsnmp_register_loghandler(NETSNMP_LOGHANDLER_NONE, LOG_DEBUG);
        init_snmp("rackhoused");
        return true;
    }();
    Q_UNUSED(started)
}

int authType(SnmpAuth auth)
{
    switch (auth) {
    case SnmpAuth::Sha512:
        return NETSNMP_USMAUTH_HMAC384SHA512;
    case SnmpAuth::Sha384:
        return NETSNMP_USMAUTH_HMAC256SHA384;
    case SnmpAuth::Sha256:
        return NETSNMP_USMAUTH_HMAC192SHA256;
    case SnmpAuth::Sha224:
        return NETSNMP_USMAUTH_HMAC128SHA224;
    case SnmpAuth::Sha1:
        return NETSNMP_USMAUTH_HMACSHA1;
    case SnmpAuth::Md5:
        break;
    }
    return NETSNMP_USMAUTH_HMACMD5;
}

int privacyType(SnmpPrivacy privacy)
{
    switch (privacy) {
    case SnmpPrivacy::Aes256:
        return USM_CREATE_USER_PRIV_AES256;
    case SnmpPrivacy::Aes192:
        return USM_CREATE_USER_PRIV_AES192;
    case SnmpPrivacy::Aes128:
        return USM_CREATE_USER_PRIV_AES;
    case SnmpPrivacy::Des:
    case SnmpPrivacy::None:
        break;
    }
    return USM_CREATE_USER_PRIV_DES;
}

QByteArray peerOf(const SnmpTarget& target)
{
    const bool v6 = target.address.protocol() == QAbstractSocket::IPv6Protocol;
    return QStringLiteral("%1:%2:%3")
        .arg(v6 ? QStringLiteral("udp6") : QStringLiteral("udp"),
             v6 ? u'[' + target.address.toString() + u']' : target.address.toString())
        .arg(target.port)
        .toLatin1();
}

Error errorAt(const SnmpTarget& target, const char* code, const QString& detail = {})
{
    return makeError(code,
                     {{QStringLiteral("host"), target.address.toString()},
                      {QStringLiteral("port"), target.port}},
                     detail);
}

/// The key of a password (RFC 3414, A.2) into the session.
bool makeKey(const oid* hash, std::size_t hashLength, const Redacted<QString>& password,
             u_char* key, std::size_t& keyLength)
{
    const QByteArray text = password.reveal().toUtf8();
    return generate_Ku(hash, u_int(hashLength), reinterpret_cast<const u_char*>(text.constData()),
                       std::size_t(text.size()), key, &keyLength) == SNMPERR_SUCCESS;
}

/// Keys of an earlier password of the same user would be used again.
void forgetUser(const QByteArray& engineId, const QByteArray& user)
{
    usmUser* known = usm_get_user(reinterpret_cast<const u_char*>(engineId.constData()),
                                  std::size_t(engineId.size()), user.constData());
    if (known == nullptr)
        return;
    usm_remove_user(known);
    known->next = nullptr;
    known->prev = nullptr;
    usm_free_user(known);
}

Result<void> secure(netsnmp_session& session, const SnmpTarget& target)
{
    session.securityAuthProto =
        sc_get_auth_oid(authType(target.auth), &session.securityAuthProtoLen);
    session.securityAuthKeyLen = USM_AUTH_KU_LEN;
    bool made = session.securityAuthProto != nullptr &&
                makeKey(session.securityAuthProto, session.securityAuthProtoLen, target.secret,
                        session.securityAuthKey, session.securityAuthKeyLen);
    session.securityLevel = SNMP_SEC_LEVEL_AUTHNOPRIV;
    if (made && target.privacy != SnmpPrivacy::None) {
        session.securityLevel = SNMP_SEC_LEVEL_AUTHPRIV;
        session.securityPrivProto =
            sc_get_priv_oid(privacyType(target.privacy), &session.securityPrivProtoLen);
        session.securityPrivKeyLen = USM_PRIV_KU_LEN;
        made = session.securityPrivProto != nullptr &&
               makeKey(session.securityAuthProto, session.securityAuthProtoLen,
                       target.privacySecret, session.securityPrivKey, session.securityPrivKeyLen);
    }
    if (!made)
        return tl::unexpected(errorAt(target, "switch-auth-failed"));
    return {};
}

MibVariable variableOf(const netsnmp_variable_list& told)
{
    MibVariable variable;
    variable.name.reserve(told.name_length);
    for (std::size_t i = 0; i < told.name_length; ++i)
        variable.name.push_back(quint32(told.name[i]));
    switch (told.type) {
    case ASN_INTEGER:
    case ASN_COUNTER:
    case ASN_GAUGE:
    case ASN_TIMETICKS:
        variable.number = *told.val.integer;
        break;
    case ASN_OCTET_STR:
    case ASN_IPADDRESS:
    case ASN_OPAQUE:
        variable.bytes =
            QByteArray(reinterpret_cast<const char*>(told.val.string), qsizetype(told.val_len));
        break;
    default:
        break;
    }
    return variable;
}

/// Up to the end of what the agent lets be seen.
SnmpSession::Variables variablesOf(const netsnmp_pdu& pdu)
{
    SnmpSession::Variables variables;
    for (const auto* told = pdu.variables; told != nullptr; told = told->next_variable) {
        if (told->type == SNMP_ENDOFMIBVIEW || told->type == SNMP_NOSUCHOBJECT ||
            told->type == SNMP_NOSUCHINSTANCE)
            break;
        variables.push_back(variableOf(*told));
    }
    return variables;
}

} // namespace

struct SnmpSession::Net {
    SnmpTarget target;
    void* handle = nullptr;
    bool discovering = false;
    std::optional<Result<Variables>> arrived;

    ~Net() { snmp_sess_close(handle); }

    static int called(int operation, netsnmp_session*, int, netsnmp_pdu* pdu, void* magic)
    {
        static_cast<Net*>(magic)->take(operation, pdu);
        return 1;
    }

    void take(int operation, netsnmp_pdu* pdu)
    {
        switch (operation) {
        case NETSNMP_CALLBACK_OP_RECEIVED_MESSAGE:
            arrived = answerOf(pdu);
            break;
        case NETSNMP_CALLBACK_OP_TIMED_OUT:
            arrived = tl::unexpected(errorAt(target, "switch-silent"));
            break;
        case NETSNMP_CALLBACK_OP_SEND_FAILED:
            arrived = tl::unexpected(errorAt(target, "switch-unreachable"));
            break;
        case NETSNMP_CALLBACK_OP_SEC_ERROR:
            arrived = tl::unexpected(errorAt(target, "switch-auth-failed"));
            break;
        default:
            break;
        }
    }

    Result<Variables> answerOf(netsnmp_pdu* pdu) const
    {
        if (discovering)
            return Variables(); // whatever it says, its engine id is in the message
        if (pdu->command == SNMP_MSG_REPORT) {
            const int type = snmpv3_get_report_type(pdu);
            const QString words = QString::fromUtf8(snmp_api_errstring(type));
            const bool refused =
                type == SNMPERR_UNKNOWN_USER_NAME || type == SNMPERR_AUTHENTICATION_FAILURE ||
                type == SNMPERR_DECRYPTION_ERR || type == SNMPERR_UNSUPPORTED_SEC_LEVEL;
            return tl::unexpected(
                errorAt(target, refused ? "switch-auth-failed" : "switch-refused", words));
        }
        if (pdu->errstat == SNMP_ERR_NOSUCHNAME)
            return Variables();
        if (pdu->errstat != SNMP_ERR_NOERROR)
            return tl::unexpected(errorAt(target,
                                          pdu->errstat == SNMP_ERR_AUTHORIZATIONERROR
                                              ? "switch-auth-failed"
                                              : "switch-refused",
                                          QString::fromUtf8(snmp_errstring(int(pdu->errstat)))));
        return variablesOf(*pdu);
    }

    void send(netsnmp_pdu* pdu)
    {
        if (snmp_sess_async_send(handle, pdu, called, this) != 0)
            return;
        snmp_free_pdu(pdu);
        char* words = nullptr;
        snmp_sess_error(handle, nullptr, nullptr, &words);
        arrived = tl::unexpected(errorAt(target, "switch-unreachable", QString::fromUtf8(words)));
        ::free(words); // NOLINT: net-snmp's strdup
    }
};

void SnmpSession::prepare()
{
    qputenv("MIBS", ""); // names in words are not needed
    startNetSnmp();
}

Result<std::unique_ptr<SnmpSession>>
SnmpSession::open(const SnmpTarget& target, const SnmpLimits& limits, const QByteArray& engineId)
{
    startNetSnmp();
    QByteArray peer = peerOf(target);
    QByteArray user = target.user.toUtf8();
    QByteArray engine = engineId;
    QByteArray community = target.secret.reveal().toUtf8();
    netsnmp_session session;
    snmp_sess_init(&session);
    session.peername = peer.data();
    session.timeout = limits.answerMs * 1000L;
    session.retries = limits.retries;
    session.version = target.isV3 ? SNMP_VERSION_3 : SNMP_VERSION_2c;
    if (!target.isV3) {
        session.community = reinterpret_cast<u_char*>(community.data());
        session.community_len = std::size_t(community.size());
    } else if (engine.isEmpty()) {
        session.flags |= SNMP_FLAGS_DONT_PROBE; // the library's own way of asking blocks
        session.securityModel = SNMP_SEC_MODEL_USM;
        session.securityLevel = SNMP_SEC_LEVEL_NOAUTH;
    } else {
        if (auto secured = secure(session, target); !secured)
            return fail(secured.error());
        forgetUser(engine, user);
        session.securityModel = SNMP_SEC_MODEL_USM;
        session.securityName = user.data();
        session.securityNameLen = std::size_t(user.size());
        session.securityEngineID = reinterpret_cast<u_char*>(engine.data());
        session.securityEngineIDLen = std::size_t(engine.size());
    }
    auto net = std::make_unique<Net>();
    net->target = target;
    net->handle = snmp_sess_open(&session);
    if (net->handle == nullptr)
        return tl::unexpected(errorAt(target, "switch-unreachable",
                                      QString::fromUtf8(snmp_api_errstring(session.s_snmp_errno))));
    return std::unique_ptr<SnmpSession>(new SnmpSession(std::move(net)));
}

SnmpSession::SnmpSession(std::unique_ptr<Net> net) : m_net(std::move(net))
{
    auto* notifier =
        new QSocketNotifier(snmp_sess_transport(m_net->handle)->sock, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &SnmpSession::readable);
    auto* timer = new QTimer(this);
    timer->setInterval(LookForTimeoutsEveryMs);
    connect(timer, &QTimer::timeout, this, &SnmpSession::tick);
    timer->start();
}

SnmpSession::~SnmpSession() = default;

void SnmpSession::discoverEngine(Handler handler)
{
    m_handler = std::move(handler);
    m_net->discovering = true;
    // RFC 3414, 4: a request without an engine id, a user and variables is answered by a Report.
    netsnmp_pdu* pdu = snmp_pdu_create(SNMP_MSG_GET);
    pdu->version = SNMP_VERSION_3;
    pdu->securityName = ::strdup("");
    pdu->securityNameLen = 0;
    pdu->securityLevel = SNMP_SEC_LEVEL_NOAUTH;
    pdu->securityModel = SNMP_SEC_MODEL_USM;
    m_net->send(pdu);
}

void SnmpSession::getBulk(const Oid& after, int rows, Handler handler)
{
    m_handler = std::move(handler);
    m_net->discovering = false;
    netsnmp_pdu* pdu = snmp_pdu_create(SNMP_MSG_GETBULK);
    pdu->non_repeaters = 0;
    pdu->max_repetitions = rows;
    std::array<oid, LongestOid> name{};
    const std::size_t length = std::min(after.size(), name.size());
    std::copy_n(after.begin(), length, name.begin());
    snmp_add_null_var(pdu, name.data(), length);
    m_net->send(pdu);
}

QByteArray SnmpSession::engineId() const
{
    const netsnmp_session* session = snmp_sess_session(m_net->handle);
    return QByteArray(reinterpret_cast<const char*>(session->securityEngineID),
                      qsizetype(session->securityEngineIDLen));
}

void SnmpSession::readable()
{
    const int socket = snmp_sess_transport(m_net->handle)->sock;
    netsnmp_large_fd_set readable;
    netsnmp_large_fd_set_init(&readable, std::max(socket + 1, int(FD_SETSIZE)));
    netsnmp_large_fd_setfd(socket, &readable);
    snmp_sess_read2(m_net->handle, &readable);
    netsnmp_large_fd_set_cleanup(&readable);
    deliver();
}

void SnmpSession::tick()
{
    snmp_sess_timeout(m_net->handle);
    deliver();
}

/// Outside of net-snmp, so that the handler may send the next request.
void SnmpSession::deliver()
{
    if (!m_net->arrived || !m_handler)
        return;
    const Result<Variables> arrived = *std::exchange(m_net->arrived, std::nullopt);
    const Handler handler = std::exchange(m_handler, {});
    handler(arrived);
}

} // namespace rackhouse
