#include "app/http/tlscontext.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

namespace rackhouse::http
{

namespace ssl = boost::asio::ssl;

namespace
{

/// The names of the CAs whose certificates a client should offer.
void nameClientCas(SSL_CTX* context, const QByteArray& pem)
{
    STACK_OF(X509_NAME)* names = sk_X509_NAME_new_null();
    BIO* bio = BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size()));
    while (X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr)) {
        sk_X509_NAME_push(names, X509_NAME_dup(X509_get_subject_name(certificate)));
        X509_free(certificate);
    }
    BIO_free(bio);
    SSL_CTX_set_client_CA_list(context, names); // takes the list
}

void configure(ssl::context& context, const TlsConfig& config)
{
    SSL_CTX* native = context.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
    // A resumed session would not show the client certificate again.
    SSL_CTX_set_num_tickets(native, 0);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    context.use_certificate_chain(boost::asio::buffer(
        config.certificatePem.constData(), static_cast<size_t>(config.certificatePem.size())));
    const QByteArray& key = config.privateKeyPem.reveal();
    context.use_private_key(boost::asio::buffer(key.constData(), static_cast<size_t>(key.size())),
                            ssl::context::pem);
    if (!config.requestClientCertificate)
        return;
    context.set_verify_mode(ssl::verify_peer);
    context.set_verify_callback([](bool, ssl::verify_context&) { return true; });
    nameClientCas(native, config.clientCaPem);
}

} // namespace

Result<std::unique_ptr<ssl::context>> makeTlsContext(const TlsConfig& config)
{
    try {
        auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
        configure(*context, config);
        return context;
    } catch (const boost::system::system_error& error) {
        return fail("tls-failed", QString::fromLocal8Bit(error.what()));
    }
}

} // namespace rackhouse::http
