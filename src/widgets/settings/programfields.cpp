// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/programfields.h"

#include "client/setup/engineplaces.h"
#include "client/setup/modelcatalog.h"
#include "widgets/settings/formwords.h"
#include "widgets/settings/servicewords.h"
#include "widgets/settings/tryout.h"

#include "ui_programfields.h"

#include <QSignalBlocker>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::EngineChoice;
using client::ModelCatalog;

namespace {

constexpr int kBaseRole = Qt::UserRole;
constexpr int kModelRole = Qt::UserRole + 1;

} // namespace

ProgramFields::ProgramFields(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProgramFields>())
{
    m_ui->setupUi(this);
    new PlaceholderShade(*m_ui->ownAddress);
    for (QComboBox *box : {m_ui->ownModel, m_ui->programVoice})
        nameField(*box);
}

ProgramFields::~ProgramFields() = default;

void ProgramFields::begin(client::Engine engine, ModelCatalog &catalog, const EngineChoice &now)
{
    m_engine = engine;
    m_catalog = &catalog;
    if (!now.isBuiltIn() && client::isOnThisComputer(QUrl(now.url)))
        m_now = now;
    m_tryOut = new TryOut(
        engine, {*m_ui->tryIt, *m_ui->success, *m_ui->tryWords}, [this] { return choice(); }, this);
    connect(m_catalog, &ModelCatalog::found, this, &ProgramFields::onFound);
    connect(m_catalog, &ModelCatalog::searched, this, &ProgramFields::onSearched);
    connect(m_catalog, &ModelCatalog::voicesFound, this,
            [this](const QUrl &base, const QStringList &voices) {
                m_voices.insert(base.toString(), voices);
                showVoices();
            });
    connect(m_ui->programModels, &QComboBox::activated, this, [this] {
        showVoices();
        refresh();
        Q_EMIT edited();
    });
    connect(m_ui->ownAddress, &QLineEdit::editingFinished, this, [this] {
        if (takeModified(*m_ui->ownAddress))
            askOwnAddress();
    });
    connect(m_ui->ownAddress, &QLineEdit::textEdited, this, &ProgramFields::refresh);
    connect(m_ui->ownModel, &QComboBox::editTextChanged, this, &ProgramFields::refresh);
    connectFinished(*m_ui->ownModel, this, [this] { Q_EMIT edited(); });
    beginVoice(*m_ui->programVoice, engine, m_now.voice);
    connectFinished(*m_ui->programVoice, this, [this] {
        refresh();
        Q_EMIT edited();
    });
    say(*m_ui->found, tr("Looking for programs on this computer…"), false);
    listModels();
}

void ProgramFields::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_catalog)
        m_catalog->searchThisComputer();
}

// ---- what is chosen

bool ProgramFields::isOwnAddress() const
{
    return m_ui->programModels->currentData(kBaseRole).toString().isEmpty();
}

QUrl ProgramFields::ownBase() const
{
    return QUrl(m_ui->ownAddress->text().trimmed(), QUrl::StrictMode);
}

EngineChoice ProgramFields::choice() const
{
    if (!complaint().isEmpty())
        return {};
    const QString voice = m_ui->programVoice->currentText().trimmed();
    if (isOwnAddress())
        return {.url = ownBase().toString(),
                .model = m_ui->ownModel->currentText().trimmed(),
                .voice = voice};
    return {.url = m_ui->programModels->currentData(kBaseRole).toString(),
            .model = m_ui->programModels->currentData(kModelRole).toString(),
            .voice = voice};
}

QString ProgramFields::complaint() const
{
    if (!isOwnAddress())
        return {};
    if (m_ui->ownAddress->text().trimmed().isEmpty())
        return tr("Choose a model, or enter the address of a program.");
    if (const QString wrong = ServiceWords::complaint(ownBase()); !wrong.isEmpty())
        return wrong;
    if (!client::isOnThisComputer(ownBase()))
        return tr("This address isn’t on this computer. Enter it under “A service”.");
    return m_ui->ownModel->currentText().trimmed().isEmpty() ? tr("Choose a model.") : QString();
}

void ProgramFields::setChosen(bool chosen)
{
    m_isChosen = chosen;
    refresh();
}

void ProgramFields::complain()
{
    say(*m_ui->tryWords, complaint(), true);
}

void ProgramFields::refresh()
{
    m_ui->ownFields->setVisible(isOwnAddress() && m_isChosen);
    const QString wrong = complaint();
    m_ui->ownAddress->setAccessibleDescription(wrong);
    m_tryOut->reset(wrong.isEmpty());
    if (isOwnAddress() && !m_ui->ownAddress->text().trimmed().isEmpty() && !wrong.isEmpty())
        complain();
}

// ---- which programs and models there are

void ProgramFields::onFound(const QUrl &base, const QStringList &models)
{
    QStringList fitting = ModelCatalog::fitting(models, m_engine);
    if (base == m_asked) {
        m_asked.clear();
        askForVoices(base);
        if (fitting.isEmpty())
            fitting = models;
        const QString name = m_ui->ownModel->currentText();
        const QSignalBlocker blocker(m_ui->ownModel);
        m_ui->ownModel->clear();
        m_ui->ownModel->addItems(fitting);
        if (!name.isEmpty())
            m_ui->ownModel->setEditText(name);
        refresh();
        Q_EMIT listed();
        return;
    }
    if (!client::isOnThisComputer(base) || fitting.isEmpty())
        return;
    m_found.insert(base.toString(), fitting);
    askForVoices(base);
    listModels();
    Q_EMIT listed();
}

QString ProgramFields::noneFound(client::Engine engine)
{
    switch (engine) {
    case client::Engine::Language:
        return tr("Found none. Start Ollama, LM Studio or llama.cpp, or enter an address.");
    case client::Engine::Recognition:
        return tr("Found none. Start speaches, LocalAI or whisper.cpp, or enter an address.");
    case client::Engine::Voice:
        return tr("Found none. Start Kokoro, speaches or LocalAI, or enter an address.");
    }
    Q_UNREACHABLE();
}

void ProgramFields::onSearched()
{
    if (m_found.isEmpty())
        say(*m_ui->found, noneFound(m_engine), false);
}

void ProgramFields::listModels()
{
    QComboBox &list = *m_ui->programModels;
    const EngineChoice before = list.count() > 0 ? choice() : m_now;
    list.clear();
    QStringList programs;
    const auto add = [&](const QString &base, const QString &model) {
        const QString program = client::placeName(QUrl(base));
        list.addItem(m_found.size() > 1 ? tr("%1 (%2)", "model, program").arg(model, program)
                                        : model);
        list.setItemData(list.count() - 1, base, kBaseRole);
        list.setItemData(list.count() - 1, model, kModelRole);
    };
    for (auto program = m_found.cbegin(); program != m_found.cend(); ++program) {
        const QString name = client::placeName(QUrl(program.key()));
        programs << (program->size() == 1
                         ? tr("%1 with one model").arg(name)
                         : tr("%1 with %n models", nullptr, static_cast<int>(program->size()))
                               .arg(name));
        for (const QString &model : program.value())
            add(program.key(), model);
    }
    if (!m_now.isBuiltIn() && !m_found.value(m_now.url).contains(m_now.model))
        add(m_now.url, m_now.model);
    list.addItem(tr("Another address…"));
    const int kept = list.findData(before.model, kModelRole);
    list.setCurrentIndex(std::max(kept, 0));
    if (!programs.isEmpty())
        say(*m_ui->found,
            tr("Found: %1. Nothing leaves this computer.")
                .arg(QLocale().createSeparatedList(programs)),
            false);
    refresh();
}

void ProgramFields::askForVoices(const QUrl &base)
{
    if (m_engine == client::Engine::Voice)
        m_catalog->askForVoices(base, {});
}

/// Lists the voices of the program that is chosen, if it has told them.
void ProgramFields::showVoices()
{
    const QString base = isOwnAddress() ? ownBase().toString()
                                        : m_ui->programModels->currentData(kBaseRole).toString();
    if (const QStringList voices = m_voices.value(base); !voices.isEmpty())
        offerVoices(*m_ui->programVoice, voices);
}

void ProgramFields::askOwnAddress()
{
    const QUrl base = ownBase();
    if (ServiceWords::complaint(base).isEmpty() && client::isOnThisComputer(base)) {
        m_asked = base;
        m_catalog->ask(base, {});
    }
    Q_EMIT edited();
}

} // namespace holdline::widgets
