#pragma once

#include "app/netboot/tftp_packet.h"

namespace rackhouse::netboot
{

/// Giving one file to one client (RFC 1350, 2347, 2348, 2349, 7440), without its socket: an ACK or
/// the time goes in, what to send comes out. Blocks are numbered from 1 without end; on the wire
/// they roll over from 65535 to 0.
class TftpTransfer
{
public:
    struct Limits {
        int blockSize = 1468;    ///< what fits into a frame of the interface
        int windowSize = 64;     ///< RFC 7440
        qint64 timeoutMs = 1000; ///< until the client asks for another
        int attempts = 6;
    };

    /// What to send now.
    struct Send {
        enum class What { Nothing, Options, Blocks };
        What what = What::Nothing;
        qint64 first = 0; ///< of Blocks
        int count = 0;
    };

    enum class State { Running, Done, GivenUp };

    TftpTransfer(const TftpRequest& request, qint64 fileSize, const Limits& limits, qint64 nowMs);

    Send start();
    Send acknowledged(quint16 block, qint64 nowMs);
    /// To be called now and then: sends again what was not acknowledged in time.
    Send tick(qint64 nowMs);

    State state() const { return m_state; }
    /// True once the client has acknowledged anything.
    bool hasProgress() const { return m_hasProgress; }
    /// The accepted options; empty when the client asked for none that is known.
    const TftpOptions& options() const { return m_options; }
    int blockSize() const { return m_blockSize; }
    qint64 blockOffset(qint64 block) const { return (block - 1) * m_blockSize; }
    qint64 blockLength(qint64 block) const;

private:
    void accept(const QByteArray& name, const QByteArray& value, const Limits& limits);
    Send window();

    qint64 m_fileSize;
    TftpOptions m_options;
    int m_blockSize = 512;
    int m_windowSize = 1;
    qint64 m_timeoutMs;
    int m_attemptsLeft;
    int m_attempts;
    qint64 m_lastBlock = 1;
    qint64 m_acknowledged = 0;
    qint64 m_sent = 0;
    qint64 m_deadlineMs;
    bool m_waitsForOptions = false;
    bool m_hasProgress = false;
    bool m_repeatedForDuplicate = false;
    State m_state = State::Running;
};

} // namespace rackhouse::netboot
