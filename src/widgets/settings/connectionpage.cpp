// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/connectionpage.h"

#include "widgets/look/placeholdershade.h"
#include "widgets/settings/formwords.h"

#include "ui_connectionpage.h"

#include <QPushButton>

#include <algorithm>
#include <utility>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::AddressFault;
using client::ConnectionChoice;
using client::Endpoint;
using Wanted = client::DialectChoice::Wanted;

namespace {

/// In the order of the combo box.
constexpr std::array kProtocols = {Wanted::Any, Wanted::Plain, Wanted::Durable};

} // namespace

ConnectionPage::ConnectionPage(const Content &content, QWidget *parent)
    : SettingsPage(parent)
    , m_ui(std::make_unique<Ui::ConnectionPage>())
    , m_content(content)
{
    m_ui->setupUi(this);
    for (QLineEdit *field : {m_ui->address, m_ui->token})
        new PlaceholderShade(*field);
    m_ui->reconnectSection->setBuddy(m_ui->reconnect->focusProxy());
    fill();
    connectFields();
    refresh();
}

ConnectionPage::~ConnectionPage() = default;

void ConnectionPage::fill()
{
    const ConnectionChoice &now = m_content.connection;
    (now.address.isEmpty() ? m_ui->embedded : m_ui->remote)->setChecked(true);
    m_ui->address->setText(now.address.isEmpty() ? m_content.recentAddress : now.address);
    m_ui->token->setText(QString::fromLatin1(now.token));
    m_ui->allowInsecure->setChecked(now.dialect.allowInsecure);
    const auto protocol = std::find(kProtocols.begin(), kProtocols.end(), now.dialect.wanted);
    m_ui->protocol->setCurrentIndex(static_cast<int>(protocol - kProtocols.begin()));
    m_ui->reconnect->setPolicy(now.reconnect);
    showPins();
}

void ConnectionPage::connectFields()
{
    connect(m_ui->remote, &QRadioButton::toggled, this, &ConnectionPage::refresh);
    connect(m_ui->address, &QLineEdit::textChanged, this, &ConnectionPage::refresh);
    connect(m_ui->address, &QLineEdit::editingFinished, this,
            &ConnectionPage::forgetTokenOfAnotherServer);
    connect(m_ui->token, &QLineEdit::textChanged, this, &ConnectionPage::refresh);
    connect(m_ui->showToken, &QToolButton::toggled, this, [this](bool shown) {
        m_ui->token->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    });
    connect(m_ui->allowInsecure, &QCheckBox::toggled, this, &ConnectionPage::refresh);
    connect(m_ui->protocol, &QComboBox::currentIndexChanged, this, &ConnectionPage::refresh);
    connect(m_ui->reconnect, &BackoffEditor::changed, this, &ConnectionPage::refresh);
    connect(m_ui->pins, &QTreeWidget::itemSelectionChanged, this, &ConnectionPage::refresh);
    connect(m_ui->removePin, &QPushButton::clicked, this, &ConnectionPage::removePin);
    connect(m_ui->apply, &QPushButton::clicked, this, &ConnectionPage::apply);
}

// ---- trusted certificates

void ConnectionPage::showPins()
{
    for (const client::CertificatePin &pin : m_content.pins) {
        const QString fingerprint = client::groupedFingerprint(pin.fingerprint);
        auto *item = new QTreeWidgetItem(m_ui->pins, {pin.server, fingerprint});
        item->setToolTip(1, fingerprint);
    }
    m_ui->pins->resizeColumnToContents(0);
}

void ConnectionPage::removePin()
{
    const std::unique_ptr<QTreeWidgetItem> item(m_ui->pins->currentItem());
    if (item)
        m_distrusted << item->text(0);
    refresh();
}

// ---- the choice

ConnectionChoice ConnectionPage::connection() const
{
    const bool remote = m_ui->remote->isChecked();
    const int protocol = m_ui->protocol->currentIndex();
    return {.address = remote ? m_ui->address->text().trimmed() : QString(),
            .token = remote ? m_ui->token->text().trimmed().toLatin1() : QByteArray(),
            .dialect = {.wanted = kProtocols[static_cast<std::size_t>(protocol)],
                        .allowInsecure = m_ui->allowInsecure->isChecked(),
                        .codec = m_content.connection.dialect.codec},
            .reconnect = m_ui->reconnect->policy()};
}

QString ConnectionPage::addressComplaint() const
{
    switch (client::faultOf(m_ui->address->text(), m_ui->allowInsecure->isChecked())) {
    case AddressFault::None:
        return {};
    case AddressFault::Missing:
        return tr("Enter the server’s address.");
    case AddressFault::Malformed:
        return tr("This isn’t a valid server address.");
    case AddressFault::NotEncrypted:
        return tr(
            "This address isn’t encrypted. Start it with wss://, or allow unencrypted connections "
            "below.");
    }
    Q_UNREACHABLE();
}

QString ConnectionPage::tokenComplaint() const
{
    return client::isToken(m_ui->token->text().trimmed())
        ? QString()
        : tr("An access token can’t contain spaces or accented letters.");
}

/// Clears the token when the address names another server, because that server must not see it.
void ConnectionPage::forgetTokenOfAnotherServer()
{
    const ConnectionChoice &before = m_content.connection;
    if (!client::isSameServer(m_ui->address->text(), before.address) && !before.token.isEmpty()
        && m_ui->token->text() == QString::fromLatin1(before.token))
        m_ui->token->clear();
}

void ConnectionPage::refresh()
{
    const bool remote = m_ui->remote->isChecked();
    m_ui->remoteFields->setEnabled(remote);
    const QString address = remote ? addressComplaint() : QString();
    const QString url = Endpoint::forAddress(m_ui->address->text()).url.toString();
    say(*m_ui->addressWords, address.isEmpty() ? url : address, !address.isEmpty());
    m_ui->address->setAccessibleDescription(address);
    const QString token = remote ? tokenComplaint() : QString();
    const QString place = m_content.hasKeychain
        ? tr("Stored in your system keyring.")
        : tr("Kept only until you quit: no keyring is available.");
    say(*m_ui->tokenWords, token.isEmpty() ? place : token, !token.isEmpty());
    m_ui->token->setAccessibleDescription(token.isEmpty() ? place : token);
    m_ui->removePin->setEnabled(m_ui->pins->currentItem() != nullptr);
    const bool hasPins = m_ui->pins->topLevelItemCount() > 0;
    m_ui->pins->setVisible(hasPins);
    m_ui->removePin->setVisible(hasPins);
    say(*m_ui->pinsWords,
        hasPins ? tr("Only these certificates are accepted.")
                : tr("None. Holdline asks before it trusts an unknown certificate."),
        false);
    m_ui->apply->setEnabled(isRight() && isChanged());
}

bool ConnectionPage::isRight() const
{
    const bool isServerRight =
        m_ui->embedded->isChecked() || (addressComplaint().isEmpty() && tokenComplaint().isEmpty());
    return isServerRight && m_ui->reconnect->complaint().isEmpty();
}

bool ConnectionPage::isChanged() const
{
    const bool isAnotherKind =
        m_ui->embedded->isChecked() != m_content.connection.address.isEmpty();
    return isAnotherKind || !m_distrusted.isEmpty() || connection() != m_content.connection;
}

bool ConnectionPage::settle()
{
    if (!isChanged())
        return true;
    if (!isRight())
        return false;
    apply();
    return true;
}

void ConnectionPage::apply()
{
    forgetTokenOfAnotherServer();
    for (const QString &server : std::exchange(m_distrusted, {}))
        Q_EMIT certificateDistrusted(server);
    const ConnectionChoice chosen = connection();
    if (std::exchange(m_content.connection, chosen) != chosen)
        Q_EMIT connectionChosen(chosen);
    refresh();
}

} // namespace holdline::widgets
