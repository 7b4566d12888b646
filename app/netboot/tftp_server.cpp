#include "app/netboot/tftp_server.h"

#include "app/netboot/tftp_window.h"

#include <QLoggingCategory>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <limits>

namespace rackhouse::netboot
{
namespace
{

Q_LOGGING_CATEGORY(lcTftp, "rackhouse.netboot.tftp")

constexpr size_t mostTransfers = 1024;
constexpr std::ptrdiff_t mostOfOneClient = 16; ///< firmware has one or two
constexpr int tickMs = 100;
constexpr int ipAndUdpHeaders = 28;
constexpr int dataHeader = 4;

qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

sockaddr_in socketAddress(Ipv4 address, quint16 port)
{
    sockaddr_in raw{};
    raw.sin_family = AF_INET;
    raw.sin_port = htons(port);
    raw.sin_addr.s_addr = htonl(address.value);
    return raw;
}

} // namespace

/// One running transfer and its socket: connected, so that packets of others never get here.
struct TftpServer::Session {
    Peer peer;
    QByteArray file;
    FileDescriptor socket;
    TftpFiles::Content content;
    TftpTransfer transfer;
};

TftpServer::TftpServer(Dependencies dependencies) : m_dependencies(std::move(dependencies)) {}

TftpServer::~TftpServer()
{
    stop();
}

Result<void> TftpServer::start(const std::vector<ServedAddress>& addresses, TftpFiles files,
                               quint16 port)
{
    stop();
    auto loop = EventLoop::create();
    if (!loop)
        return fail(loop.error());
    m_loop = *std::move(loop);
    m_files = std::move(files);
    for (const ServedAddress& served : addresses) {
        if (auto listening = listen(served, port); !listening) {
            stop();
            return listening;
        }
    }
    m_port = m_listeners.empty() ? 0 : localPort(m_listeners.front()->socket);
    m_thread = std::thread([loop = m_loop] { loop->run(); });
    return {};
}

Result<void> TftpServer::listen(const ServedAddress& served, quint16 port)
{
    const auto interface = findInterface(served.networkInterface);
    if (!interface)
        return fail(interface.error());
    auto socket = openUdpSocket(*interface, served.address, port);
    if (!socket)
        return fail(socket.error());
    m_listeners.push_back(
        std::make_unique<Listener>(Listener{*interface, served.address, *std::move(socket)}));
    Listener& listener = *m_listeners.back();
    return m_loop->watch(listener.socket.get(), [this, &listener] { receiveRequests(listener); });
}

void TftpServer::stop()
{
    if (m_loop)
        m_loop->stop();
    if (m_thread.joinable())
        m_thread.join();
    m_sessions.clear();
    m_listeners.clear();
    m_loop.reset();
    m_transferCount = 0;
}

void TftpServer::receiveRequests(Listener& listener)
{
    std::array<char, 2048> buffer;
    for (;;) {
        sockaddr_in from{};
        socklen_t size = sizeof from;
        const ssize_t length = ::recvfrom(listener.socket.get(), buffer.data(), buffer.size(), 0,
                                          reinterpret_cast<sockaddr*>(&from), &size);
        if (length < 0)
            return;
        const Peer peer{Ipv4{ntohl(from.sin_addr.s_addr)}, ntohs(from.sin_port)};
        const auto packet = decodeTftp({buffer.data(), qsizetype(length)});
        if (const auto* request = packet ? std::get_if<TftpRequest>(&*packet) : nullptr)
            begin(listener, peer, *request);
    }
}

void TftpServer::begin(Listener& listener, const Peer& peer, const TftpRequest& request)
{
    const auto running = m_sessions.find(peer);
    if (running != m_sessions.end()) {
        if (!running->second->transfer.hasProgress())
            return; // the same request again; the answer is on its way or will be repeated
        finish(*running->second, QStringLiteral("cancelled"));
    }
    if (request.write) {
        refuse(listener, peer, request,
               {quint16(TftpErrorCode::AccessViolation), "This server is read-only"});
        return;
    }
    if (request.mode != "octet") {
        refuse(listener, peer, request,
               {quint16(TftpErrorCode::IllegalOperation), "Only octet (binary) mode is served"});
        return;
    }
    if (transfersOf(peer.first) >= mostOfOneClient) {
        refuse(listener, peer, request,
               {quint16(TftpErrorCode::Undefined), "Too many transfers to this address"});
        return;
    }
    auto content = m_files.open(request.file);
    if (!content)
        refuse(listener, peer, request, content.error());
    else if (m_sessions.size() < mostTransfers) // otherwise the client asks again
        openSession(listener, peer, request, *std::move(content));
}

std::ptrdiff_t TftpServer::transfersOf(Ipv4 client) const
{
    return std::distance(m_sessions.lower_bound({client, 0}),
                         m_sessions.upper_bound({client, std::numeric_limits<quint16>::max()}));
}

void TftpServer::refuse(const Listener& listener, const Peer& peer, const TftpRequest& request,
                        const TftpErrorMessage& error)
{
    const QByteArray bytes = encodeTftpError(TftpErrorCode(error.code), error.text);
    const sockaddr_in to = socketAddress(peer.first, peer.second);
    ::sendto(listener.socket.get(), bytes.constData(), size_t(bytes.size()), 0,
             reinterpret_cast<const sockaddr*>(&to), sizeof to);
    qCWarning(lcTftp) << "refused" << request.file.left(255) << "to" << peer.first.toString() << ":"
                      << error.text;
    static const QHash<quint16, QString> problems{
        {quint16(TftpErrorCode::NotFound), QStringLiteral("not-found")},
        {quint16(TftpErrorCode::Undefined), QStringLiteral("too-many-transfers")}};
    note(peer.first, request.file, problems.value(error.code, QStringLiteral("forbidden")));
}

void TftpServer::openSession(const Listener& listener, const Peer& peer, const TftpRequest& request,
                             TftpFiles::Content content)
{
    auto socket = openUdpSocket(listener.interface, listener.address, 0);
    const sockaddr_in to = socketAddress(peer.first, peer.second);
    if (!socket ||
        ::connect(socket->get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
        qCWarning(lcTftp) << "no socket for a transfer to" << peer.first.toString();
        return;
    }
    TftpTransfer::Limits limits;
    limits.blockSize = listener.interface.mtu - ipAndUdpHeaders - dataHeader;
    limits.windowSize = largestTftpWindow;
    const qint64 size = content->size();
    auto owned = std::make_unique<Session>(
        Session{peer, request.file, *std::move(socket), std::move(content),
                TftpTransfer(request, size, limits, steadyMs())});
    Session& session = *owned;
    if (!m_loop->watch(session.socket.get(), [this, &session] { receiveAcks(session); }))
        return;
    m_sessions[peer] = std::move(owned);
    m_transferCount = int(m_sessions.size());
    m_loop->setTick(tickMs, [this] { tick(); });
    send(session, session.transfer.start());
}

void TftpServer::receiveAcks(Session& session)
{
    std::array<char, 600> buffer;
    const ssize_t length = ::recv(session.socket.get(), buffer.data(), buffer.size(), 0);
    if (length < 0) {
        if (errno == ECONNREFUSED) // the client has closed its port
            finish(session, QStringLiteral("cancelled"));
        return;
    }
    const auto packet = decodeTftp({buffer.data(), qsizetype(length)});
    if (!packet)
        return;
    if (std::holds_alternative<TftpErrorMessage>(*packet)) {
        // Firmware asks for the size first and stops there: no failure.
        finish(session, session.transfer.hasProgress() ? QStringLiteral("cancelled") : QString());
        return;
    }
    if (const auto* ack = std::get_if<TftpAck>(&*packet)) {
        send(session, session.transfer.acknowledged(ack->block, steadyMs()));
        if (session.transfer.state() == TftpTransfer::State::Done)
            finish(session, {});
    }
}

void TftpServer::send(Session& session, const TftpTransfer::Send& what)
{
    if (what.what == TftpTransfer::Send::What::Blocks) {
        sendTftpBlocks(session.socket.get(), *session.content, session.transfer, what.first,
                       what.count);
    } else if (what.what == TftpTransfer::Send::What::Options) {
        const QByteArray bytes = encodeTftpOptions(session.transfer.options());
        ::send(session.socket.get(), bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL);
    }
}

void TftpServer::finish(Session& session, const QString& problem)
{
    const bool onlySize = problem.isEmpty() && !session.transfer.hasProgress();
    if (!onlySize)
        note(session.peer.first, session.file, problem);
    m_loop->unwatch(session.socket.get());
    m_sessions.erase(Peer(session.peer)); // ends the session's life
    m_transferCount = int(m_sessions.size());
    if (m_sessions.empty())
        m_loop->setTick(0, {});
}

void TftpServer::tick()
{
    const qint64 now = steadyMs();
    std::vector<Session*> givenUp;
    for (const auto& [peer, session] : m_sessions) {
        send(*session, session->transfer.tick(now));
        if (session->transfer.state() == TftpTransfer::State::GivenUp)
            givenUp.push_back(session.get());
    }
    for (Session* session : givenUp)
        finish(*session, QStringLiteral("timed-out"));
}

void TftpServer::note(Ipv4 client, const QByteArray& file, const QString& problem) const
{
    if (!m_dependencies.observer)
        return;
    const ClientDirectory::Client known = m_dependencies.directory.find(client);
    m_dependencies.observer({BootEvent::Phase::Tftp, known.mac, client.toString(),
                             known.architecture, QString::fromUtf8(file.left(255)),
                             problem.isEmpty(), problem, m_dependencies.clock.now()});
}

} // namespace rackhouse::netboot
