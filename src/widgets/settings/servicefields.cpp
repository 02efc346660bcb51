// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/servicefields.h"

#include "client/setup/enginecontroller.h"
#include "client/setup/engineplaces.h"
#include "client/setup/modelcatalog.h"
#include "widgets/settings/formwords.h"
#include "widgets/settings/servicewords.h"
#include "widgets/settings/tryout.h"

#include "ui_servicefields.h"

#include <QPointer>
#include <QSignalBlocker>

#include <algorithm>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::EngineChoice;
using client::EnginePlace;
using client::ModelCatalog;
using client::ServiceTrouble;

ServiceFields::ServiceFields(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ServiceFields>())
{
    m_ui->setupUi(this);
    for (QLineEdit *field : {m_ui->key, m_ui->serviceAddress})
        new PlaceholderShade(*field);
    for (QComboBox *box : {m_ui->serviceModel, m_ui->serviceVoice})
        nameField(*box);
}

ServiceFields::~ServiceFields() = default;

void ServiceFields::begin(client::EngineController &controller, ModelCatalog &catalog,
                          bool hasKeychain)
{
    m_controller = &controller;
    m_catalog = &catalog;
    m_hasKeychain = hasKeychain;
    m_tryOut = new TryOut(
        controller.engine(), {*m_ui->tryIt, *m_ui->success, *m_ui->tryWords},
        [this] { return choice(); }, this);
    for (const EnginePlace &service : client::kServices) {
        if (client::has(service, controller.engine()))
            m_ui->service->addItem(QString::fromLatin1(service.name),
                                   QString::fromLatin1(service.base));
    }
    beginVoice(*m_ui->serviceVoice, controller.engine(), QString());
    m_ui->service->addItem(tr("Another address"));
    fill(controller.choice());
    connect(m_ui->service, &QComboBox::activated, this, &ServiceFields::onService);
    connect(m_ui->key, &QLineEdit::textEdited, this, &ServiceFields::refresh);
    connect(m_ui->serviceAddress, &QLineEdit::textEdited, this, &ServiceFields::refresh);
    m_ui->serviceModel->lineEdit()->setPlaceholderText(m_ui->serviceModel->accessibleName());
    for (QLineEdit *field : {m_ui->key, m_ui->serviceAddress}) {
        connect(field, &QLineEdit::editingFinished, this, [this, field] {
            if (takeModified(*field))
                finishKey();
        });
    }
    connect(m_ui->serviceModel, &QComboBox::editTextChanged, this, &ServiceFields::refresh);
    for (QComboBox *box : {m_ui->serviceModel, m_ui->serviceVoice})
        connectFinished(*box, this, [this] {
            refresh();
            Q_EMIT edited();
        });
    connect(m_catalog, &ModelCatalog::found, this, &ServiceFields::onFound);
    connect(m_catalog, &ModelCatalog::failed, this, &ServiceFields::onFailed);
    connect(m_catalog, &ModelCatalog::voicesFound, this,
            [this](const QUrl &found, const QStringList &voices) {
                if (found == base())
                    offerVoices(*m_ui->serviceVoice, voices);
            });
    if (!choice().isBuiltIn())
        askForVoices();
    refresh();
}

void ServiceFields::fill(const EngineChoice &now)
{
    if (now.isBuiltIn() || client::isOnThisComputer(QUrl(now.url)))
        return;
    const int preset = m_ui->service->findData(now.url);
    m_ui->service->setCurrentIndex(preset >= 0 ? preset : m_ui->service->count() - 1);
    m_ui->serviceAddress->setText(preset >= 0 ? QString() : now.url);
    m_ui->key->setText(QString::fromUtf8(now.key));
    m_ui->serviceModel->setEditText(now.model);
    m_ui->serviceVoice->setEditText(now.voice);
}

// ---- what is chosen

bool ServiceFields::isOwnAddress() const
{
    return m_ui->service->currentData().toString().isEmpty();
}

QUrl ServiceFields::base() const
{
    return isOwnAddress() ? QUrl(m_ui->serviceAddress->text().trimmed(), QUrl::StrictMode)
                          : QUrl(m_ui->service->currentData().toString());
}

EngineChoice ServiceFields::choice() const
{
    if (!complaint().isEmpty())
        return {};
    return {.url = base().toString(),
            .model = m_ui->serviceModel->currentText().trimmed(),
            .voice = m_ui->serviceVoice->currentText().trimmed(),
            .key = m_ui->key->text().trimmed().toUtf8()};
}

QString ServiceFields::complaint() const
{
    if (isOwnAddress() && m_ui->serviceAddress->text().trimmed().isEmpty())
        return tr("Enter the address of the service.");
    if (const QString wrong = ServiceWords::complaint(base()); !wrong.isEmpty())
        return wrong;
    if (!isOwnAddress() && m_ui->key->text().trimmed().isEmpty())
        return tr("Enter your key for %1.").arg(m_ui->service->currentText());
    return m_ui->serviceModel->currentText().trimmed().isEmpty() ? tr("Choose a model.")
                                                                 : QString();
}

void ServiceFields::setChosen(bool chosen)
{
    m_isChosen = chosen;
    refresh();
}

void ServiceFields::complain()
{
    say(*m_ui->tryWords, complaint(), true);
}

void ServiceFields::refresh()
{
    m_ui->serviceAddress->setVisible(isOwnAddress());
    const bool hasBase = ServiceWords::complaint(base()).isEmpty();
    const QString kept = m_hasKeychain
        ? tr("The key stays in your system keyring.")
        : tr("The key is kept only until you quit: no keyring is available.");
    say(*m_ui->placeWords,
        hasBase && m_isChosen ? ServiceWords::destination(base()) + u' ' + kept : kept, false);
    m_ui->serviceAddress->setAccessibleDescription(m_ui->placeWords->text());
    m_ui->key->setAccessibleDescription(m_ui->placeWords->text());
    const QString wrong = complaint();
    m_tryOut->reset(wrong.isEmpty());
    if (isOwnAddress() && !hasBase && !m_ui->serviceAddress->text().trimmed().isEmpty())
        complain();
}

/// A key is for one service only.
void ServiceFields::onService()
{
    m_ui->key->clear();
    const QSignalBlocker blocker(m_ui->serviceModel);
    m_ui->serviceModel->clear();
    refresh();
    if (!isOwnAddress()) {
        const QPointer<ServiceFields> self(this);
        m_controller->findKey(base().toString(), [self, base = base()](const QByteArray &key) {
            if (!self || key.isEmpty() || self->base() != base
                || !self->m_ui->key->text().isEmpty())
                return;
            self->m_ui->key->setText(QString::fromUtf8(key));
            self->finishKey();
        });
    }
    Q_EMIT edited();
}

void ServiceFields::finishKey()
{
    refresh();
    const bool hasKey = isOwnAddress() || !m_ui->key->text().trimmed().isEmpty();
    if (hasKey && ServiceWords::complaint(base()).isEmpty())
        askForModels();
    Q_EMIT edited();
}

// ---- which models there are

void ServiceFields::askForModels()
{
    m_asked = base();
    m_catalog->ask(m_asked, m_ui->key->text().trimmed().toUtf8());
    askForVoices();
}

void ServiceFields::askForVoices()
{
    if (m_controller->engine() == client::Engine::Voice)
        m_catalog->askForVoices(base(), m_ui->key->text().trimmed().toUtf8());
}

void ServiceFields::onFound(const QUrl &base, const QStringList &models)
{
    if (base != m_asked)
        return;
    m_asked.clear();
    const QString name = m_ui->serviceModel->currentText();
    const QSignalBlocker blocker(m_ui->serviceModel);
    m_ui->serviceModel->clear();
    const QStringList fitting = ModelCatalog::fitting(models, m_controller->engine());
    m_ui->serviceModel->addItems(fitting.isEmpty() ? models : fitting);
    m_ui->serviceModel->setCurrentIndex(-1);
    m_ui->serviceModel->setEditText(name);
    refresh();
}

/// A service without a list of models can still be used.
void ServiceFields::onFailed(const QUrl &base, ServiceTrouble trouble)
{
    if (base != m_asked)
        return;
    m_asked.clear();
    const bool isNoList =
        trouble == ServiceTrouble::NotFound || trouble == ServiceTrouble::NotUnderstood;
    say(*m_ui->tryWords,
        isNoList
            ? tr("There is no list of models at this address. You can enter the name of the model.")
            : ServiceWords::trouble(trouble),
        true);
}

} // namespace holdline::widgets
